"""The list of seals, `editions.lock`: how it is written and read, and whether an edition keeps its seal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from policyrules.policy.digest import hash_of
from policyrules.policy.parts import changes, parts_of
from policyrules.text.diagnostic import Diagnostics, Note
from policyrules.text.document import Mapping, Scalar
from policyrules.text.source import NOWHERE, SourceText, Span
from policyrules.text.yaml import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policyrules.inference.checked import CheckedEdition
    from policyrules.text.document import Node

FORMAT: Final = "policyrules/editions/1"
_HEAD: Final = "# The seals of published editions, written by `policyrules seal`. Not to be changed by hand."
_RESTORE: Final = (
    "restore it from version control; after a merge, keep one side of it and run `policyrules seal` again"
)
#: So many changes are told in the message itself; the others as notes.
_FEW: Final = 3


@frozen
class Seal:
    """What an edition meant when it was published: its digest, and short ones of its parts."""

    policy: str
    edition: str
    digest: str
    parts: dict[str, str]
    span: Span = field(default=NOWHERE, eq=False, repr=False)


def seal_of(checked: CheckedEdition) -> Seal:
    """The seal of an edition as it is now."""
    edition = checked.edition
    return Seal(edition.policy, edition.edition, checked.digest, parts_of(edition))


def lock_text(seals: Iterable[Seal]) -> str:
    """The text of a list of seals, sorted by policy and edition; without the end of its last line."""
    ordered = sorted(seals, key=lambda one: (one.policy, one.edition))
    lines = [f"format: {FORMAT}", "editions:"]
    policy = None
    for one in ordered:
        if one.policy != policy:
            policy = one.policy
            lines.append(f'  "{policy}":')
        lines += [f'    "{one.edition}":', f"      digest: {one.digest}", "      parts:"]
        lines += [f"        {part}: {short}" for part, short in sorted(one.parts.items())]
    return "\n".join([_HEAD, *lines, f"checksum: {_checksum(ordered)}"])


def read_lock(source: SourceText, diagnostics: Diagnostics) -> tuple[Seal, ...]:
    """The seals of a list; none, with an error, where it is torn, damaged or was changed by hand."""
    try:
        return _read(source)
    except _DamagedError as damage:
        diagnostics.error("damaged-lock", damage.span, damage.message, damage.help)
    return ()


class _DamagedError(Exception):
    """A list of seals that cannot be relied upon."""

    def __init__(self, span: Span, message: str, help: str = _RESTORE) -> None:  # noqa: A002 - the word of diagnostics
        super().__init__(message)
        self.span, self.message, self.help = span, message, help


def _read(source: SourceText) -> tuple[Seal, ...]:
    found = Diagnostics()
    document = read_yaml(source, found)
    for one in found.sorted():
        raise _DamagedError(one.span, f"this list of seals is damaged: {one.message}")
    start = Span(source, 0, 0)
    if not isinstance(document, Mapping):
        raise _DamagedError(start, "this is no list of seals")
    keys = _entries(document)
    form = _text(keys["format"][1]) if "format" in keys else ""
    if not form.startswith("policyrules/editions/"):
        raise _DamagedError(start, "this is no list of seals: it does not begin with its format")
    if form != FORMAT:
        advice = "use the version of policyrules that wrote it, or a later one"
        raise _DamagedError(keys["format"][1].span, f"seals in the format `{form}` cannot be read", advice)
    if "checksum" not in keys or "editions" not in keys:
        raise _DamagedError(start, "the end of this list of seals is missing")
    for key in keys.keys() - {"format", "editions", "checksum"}:
        raise _DamagedError(
            keys[key][0], f"this list of seals was changed by hand: `{key}` has no place in it"
        )
    policies = _entries(keys["editions"][1])
    seals = tuple(
        _seal(policy, edition, span, node)
        for policy, (_, editions) in policies.items()
        for edition, (span, node) in _entries(editions).items()
    )
    if _checksum(seals) != _text(keys["checksum"][1]):
        span = keys["checksum"][1].span
        raise _DamagedError(span, "this list of seals was changed by hand: its checksum does not fit")
    return seals


def _seal(policy: str, edition: str, span: Span, node: Node) -> Seal:
    keys = _entries(node)
    if keys.keys() != {"digest", "parts"}:
        raise _DamagedError(span, f"the seal of `{policy}` `{edition}` is damaged")
    parts = {part: _text(short) for part, (_, short) in _entries(keys["parts"][1]).items()}
    return Seal(policy, edition, _text(keys["digest"][1]), parts, span)


def _entries(node: Node) -> dict[str, tuple[Span, Node]]:
    if not isinstance(node, Mapping):
        raise _DamagedError(node.span, "this list of seals is damaged: a mapping is missing here")
    return {entry.key.value: (entry.key.span, entry.value) for entry in node.entries}


def _text(node: Node) -> str:
    if not isinstance(node, Scalar):
        raise _DamagedError(node.span, "this list of seals is damaged: a single value is missing here")
    return node.value


def _checksum(seals: Iterable[Seal]) -> str:
    """Of what the seals say, so that neither layout nor the ends of lines matter."""
    return "sha256:" + hash_of(sorted([one.policy, one.edition, one.digest, one.parts] for one in seals))


def check_seal(seal: Seal, checked: CheckedEdition, base: str | None, diagnostics: Diagnostics) -> bool:
    """Whether an edition means what it meant when it was sealed; report one that does not.

    `base` is the oldest edition that it is built on and that was changed itself, if there is one.
    """
    if checked.digest == seal.digest:
        return True
    edition = checked.edition
    found = [str(one) for one in changes(seal.parts, parts_of(edition))] or ["its meaning was changed"]
    told = ", ".join(found) if len(found) <= _FEW else f"{len(found)} parts of it were changed"
    place = edition.head.get("edition", edition.span)
    diagnostics.error(
        "sealed-edition",
        place,
        f"the edition `{edition.edition}` of `{edition.policy}` is sealed, but {told}",
        f"undo the change, and amend instead: `policyrules revise {place.source.name} NAME` begins a new edition"
        if base is None
        else f"undo the change of `{base}` first: this edition is built on it",
        *(Note(one) for one in (found if len(found) > _FEW else [])),
    )
    return False


def report_gone(seal: Seal, diagnostics: Diagnostics) -> None:
    """Report a sealed edition of which there is no file."""
    diagnostics.error(
        "sealed-edition-gone",
        seal.span,
        f"no file holds the sealed edition `{seal.edition}` of `{seal.policy}`",
        "restore the file from version control: decisions that were made by it refer to it",
    )
