"""An amendment and the edition that it amends become one document (docs: language, amendments)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyrules.policy.forms import by_name, edition_form
from policyrules.policy.merging import Merger, text_of
from policyrules.policy.model import AmendedEdition
from policyrules.policy.places import Places
from policyrules.policy.settling import check_settled
from policyrules.policy.shape import FILE_NAME, check_shape
from policyrules.text.diagnostic import Diagnostics, Note
from policyrules.text.document import Entry, Mapping, Scalar
from policyrules.text.yaml import read_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from policyrules.text.document import Node
    from policyrules.text.source import SourceText

#: What an amendment has and a whole file has not.
_OWN_KEYS = ("amends", "changes", "unchanged")
#: What an edition says for itself, whatever the one says that it amends.
_NOT_INHERITED = ("policy", "edition", "in_force", "status")


def amended_edition(source: SourceText) -> Scalar | None:
    """The name of the edition that a file amends, where it is one that a file can have; None for a whole file."""
    if "amends" not in source.text:
        return None
    document = read_yaml(source, Diagnostics())
    entry = by_name(document).get("amends")
    name = entry.value if entry is not None else None
    return name if isinstance(name, Scalar) and FILE_NAME.fullmatch(text_of(name)) else None


def read_document(
    sources: Sequence[SourceText], diagnostics: Diagnostics
) -> tuple[Mapping, tuple[AmendedEdition, ...]] | None:
    """The document of an edition, with the editions that it amends; None where there is too little of it.

    `sources` are the texts of a whole edition and of its amendments, the oldest first. Each is read
    and its shape checked; then the amendments are merged in, one after the other.
    """
    documents = [_read(source, diagnostics, first=source is sources[0]) for source in sources]
    merged = documents[0]
    amended: list[AmendedEdition] = []
    for source, amendment in zip(sources, documents[1:], strict=False):
        if merged is None or amendment is None:
            return None
        amended.append(AmendedEdition(text_of(_value(merged, "edition")), _start(merged), source))
        merged = consolidate(merged, amendment, diagnostics)
    if merged is None or (len(sources) == 1 and _is_amendment(merged)):
        return None
    if amended and not diagnostics.errors:
        check_shape(merged, "policy.schema.json", diagnostics)
    return merged, tuple(amended)


def consolidate(base: Mapping, amendment: Mapping, diagnostics: Diagnostics) -> Mapping | None:
    """The document that an edition and its amendment make together, in the shape of a whole edition.

    None where the two have nothing to do with each other. What cannot be merged is reported and left
    as it was. Each node keeps its place, in the one file or the other.
    """
    if not _check_head(base, amendment, diagnostics):
        return None
    sound = not diagnostics.errors
    keys = by_name(amendment)
    form = edition_form()
    changes = keys["changes"].value if "changes" in keys else None
    sections = [key for key in form.keys if _is_section(key)]
    head = [entry for key, entry in keys.items() if key in form.keys and key not in sections]
    changed = [entry for key, entry in by_name(changes).items() if key in sections]
    inherited = tuple(entry for key, entry in by_name(base).items() if key not in _NOT_INHERITED)
    merger = Merger(diagnostics, text_of(_value(base, "edition")))
    merged, _ = merger.merge(
        form, Mapping(inherited, base.span), Mapping((*head, *changed), amendment.span, amendment.flow)
    )
    if sound:  # else what is missing may stand in what could not be read
        check_settled(base, changes, keys.get("unchanged"), keys["amends"].key.span, diagnostics)
    assert isinstance(merged, Mapping)  # noqa: S101 - two mappings make one
    own = sorted(merged.entries, key=lambda entry: entry.key.value != "policy")
    return Mapping(tuple(own), amendment.span)


def _is_section(key: str) -> bool:
    """Whether a key of an edition holds rules or names, which amendments give under `changes`."""
    return key == "scorecard" or edition_form().key(key).collection


def _is_amendment(document: Mapping) -> bool:
    return any(key in by_name(document) for key in _OWN_KEYS)


def _value(document: Mapping, key: str) -> Node | None:
    entry = by_name(document).get(key)
    return entry.value if entry is not None else None


def _start(document: Mapping) -> date | None:
    """The first day of an edition; what is wrong with it is told when the edition itself is read."""
    window = by_name(_value(document, "in_force"))
    return Places(Diagnostics()).day(window["from"].value) if "from" in window else None


def _read(source: SourceText, diagnostics: Diagnostics, *, first: bool) -> Mapping | None:
    """The document of one file, with what is wrong with its shape."""
    document = read_yaml(source, diagnostics)
    if document is None:
        return None
    if not isinstance(document, Mapping):
        diagnostics.error(
            "wrong-shape",
            document.span,
            "a policy file is a mapping of keys to values",
            "begin with `policy: an-id`",
        )
        return None
    if first and not _is_amendment(document):
        check_shape(document, "policy.schema.json", diagnostics)
        return document
    check_shape(_in_order(document, diagnostics), "amendment.schema.json", diagnostics)
    if first:
        _report_missing_base(document, diagnostics)
    return document if "amends" in by_name(document) else None


def _in_order(document: Mapping, diagnostics: Diagnostics) -> Mapping:
    """An amendment without sections at its top and without head keys among its changes, which are reported."""
    kept: list[Entry] = []
    for entry in document.entries:
        if _is_section(entry.key.value):
            message = f"in an amendment `{entry.key.value}` stands under `changes`"
            diagnostics.error(
                "misplaced-key", entry.key.span, message, "move it there, with only what changes"
            )
        elif entry.key.value == "changes" and isinstance(entry.value, Mapping):
            kept.append(Entry(entry.key, _without_head(entry.value, diagnostics)))
        else:
            kept.append(entry)
    return Mapping(tuple(kept), document.span, document.flow)


def _without_head(changes: Mapping, diagnostics: Diagnostics) -> Mapping:
    kept: list[Entry] = []
    for entry in changes.entries:
        key = entry.key.value
        if key not in edition_form().keys or _is_section(key):
            kept.append(entry)
            continue
        message = f"`{key}` stands at the top of an amendment, beside `changes`"
        diagnostics.error("misplaced-key", entry.key.span, message, "move it there")
    return Mapping(tuple(kept), changes.span, changes.flow)


def _report_missing_base(document: Mapping, diagnostics: Diagnostics) -> None:
    """Report an amendment that is read without the edition that it amends."""
    name = _value(document, "amends")
    if not isinstance(name, Scalar) or name.is_null:
        return  # the schema says so
    if not FILE_NAME.fullmatch(text_of(name)):
        diagnostics.error(
            "bad-id",
            name.span,
            f"`{name.value}` cannot be the name of an edition",
            "write the name of the edition that this one changes, such as 2026; it is also the name of its file",
        )
        return
    diagnostics.error(
        "no-base",
        name.span,
        f"the edition `{text_of(name)}` that this one amends is not given",
        "an amendment can only be read together with the edition that it changes",
    )


def _check_head(base: Mapping, amendment: Mapping, diagnostics: Diagnostics) -> bool:
    """Whether an amendment fits its base; report what does not."""
    names = {key: text_of(_value(amendment, key)) for key in ("policy", "edition", "amends")}
    keys = by_name(amendment)
    policy, edition = (text_of(_value(base, key)) for key in ("policy", "edition"))
    file = base.span.source.name
    if names["policy"] and policy and names["policy"] != policy:
        diagnostics.error(
            "other-base",
            keys["policy"].value.span,
            f"this is an edition of `{names['policy']}`, but the one that it amends is an edition of `{policy}`",
            "amend an edition of the same policy",
        )
        return False
    if names["edition"] and names["edition"] == edition:
        diagnostics.error(
            "amends-circle",
            keys["amends"].value.span,
            f"the edition `{edition}` cannot amend itself",
            "name the earlier edition that it changes",
        )
        return False
    if names["amends"] and edition and names["amends"] != edition:
        diagnostics.error(
            "other-base",
            keys["amends"].value.span,
            f"this amends the edition `{names['amends']}`, but `{file}` holds the edition `{edition}`",
            f"write `amends: {edition}`, or correct `edition` there",
        )
    _check_start(base, amendment, diagnostics)
    return True


def _check_start(base: Mapping, amendment: Mapping, diagnostics: Diagnostics) -> None:
    before, starts = _start(base), _start(amendment)
    if before is None or starts is None or starts > before:
        return
    window = by_name(_value(amendment, "in_force"))
    former = by_name(_value(base, "in_force"))
    edition = text_of(_value(base, "edition"))
    diagnostics.error(
        "starts-too-early",
        window["from"].value.span,
        f"this edition must begin after the one that it amends, and `{edition}` begins on {before.isoformat()}",
        "give it a later first day",
        Note(f"`{edition}` begins here", former["from"].key.span),
    )
