"""The file that says which mutants of a policy no case can tell from it, and why (docs: testing, mutation)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from policyrules.engine.loading import LARGEST_FILE
from policyrules.policy.forms import by_name
from policyrules.policy.shape import check_shape
from policyrules.text.document import Scalar, Sequence
from policyrules.text.yaml import decode, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policyrules.testing.mutants import Mutant
    from policyrules.testing.mutating import Mutation
    from policyrules.text.diagnostic import Diagnostics
    from policyrules.text.document import Node
    from policyrules.text.source import Span

#: The name of the file, beside the editions of the policy.
LIST_FILE: Final = "mutants.yaml"


@frozen
class Listed:
    """A mutant that is expected to survive."""

    place: str
    change: str
    because: str
    span: Span = field(eq=False, repr=False)

    def means(self, mutant: Mutant) -> bool:
        """Whether a mutant is the one, in whichever edition."""
        return (self.place, self.change) == (mutant.place, mutant.change)


@frozen
class Reviewed:
    """What became of the mutants of an edition, with those that are listed set apart."""

    mutation: Mutation
    survivors: tuple[Mutant, ...]
    #: Survivors with the reason that the file gives.
    listed: tuple[tuple[Mutant, str], ...]


def review(mutations: Iterable[Mutation], diagnostics: Diagnostics) -> list[Reviewed]:
    """Set the survivors apart that are listed; entries that are none of them are errors.

    Raises OSError where a list cannot be opened.
    """
    folders: dict[Path, list[Mutation]] = {}
    for one in mutations:
        folders.setdefault(Path(one.target.file).parent, []).append(one)
    found = []
    for folder, group in folders.items():
        entries = _read(folder / LIST_FILE, diagnostics)
        for mutation in group:
            known = [
                (mutant, next((one for one in entries if one.means(mutant)), None))
                for mutant in mutation.survivors
            ]
            found.append(
                Reviewed(
                    mutation,
                    tuple(mutant for mutant, entry in known if entry is None),
                    tuple((mutant, entry.because) for mutant, entry in known if entry is not None),
                )
            )
        _report_unused(entries, group, diagnostics)
    return found


def _read(path: Path, diagnostics: Diagnostics) -> tuple[Listed, ...]:
    """The entries of a list; none where there is no file, or with an error."""
    if not path.exists():
        return ()
    with path.open("rb") as file:
        source = decode(file.read(LARGEST_FILE + 1), str(path), diagnostics, LARGEST_FILE)
    document = read_yaml(source, diagnostics) if source is not None else None
    if document is None:
        return ()
    before = len(diagnostics.sorted())
    check_shape(document, "mutants.schema.json", diagnostics)
    if len(diagnostics.sorted()) > before or not isinstance(document, Sequence):
        return ()
    return tuple(Listed(**_texts(item), span=item.span) for item in document.items)


def _texts(item: Node) -> dict[str, str]:
    return {
        name: entry.value.value for name, entry in by_name(item).items() if isinstance(entry.value, Scalar)
    }


def _report_unused(entries: Iterable[Listed], mutations: list[Mutation], diagnostics: Diagnostics) -> None:
    survivors = [mutant for one in mutations for mutant in one.survivors]
    mutants = [mutant for one in mutations for mutant in one.mutants]
    for entry in entries:
        if any(map(entry.means, survivors)):
            continue
        killed = any(map(entry.means, mutants))
        message = "a case notices this mutant" if killed else "there is no such mutant"
        diagnostics.error("unused", entry.span, message, "remove it, or correct its `place` and `change`")
