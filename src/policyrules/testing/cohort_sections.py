"""What a case may expect of a cohort: who wins, what is published, and whose record has faults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from policyrules.errors import RecordError
from policyrules.evaluation.standings import StandingOutcome
from policyrules.testing.expected import BROKEN
from policyrules.testing.section import Path, Section
from policyrules.testing.written import Names, Word, comparable
from policyrules.text.document import Mapping, Node, Scalar

if TYPE_CHECKING:
    from policyrules.engine.cohort import Cohort
    from policyrules.evaluation.standings import Counts
    from policyrules.inference.checked import CheckedEdition
    from policyrules.testing.expected import ExpectedReader

_WITHHELD: Final = Word("withheld")
_COUNTS: Final = ("counted", "not_counted", "undetermined", "total")


def _standings(reader: ExpectedReader, _: CheckedEdition, __: Path, node: Node) -> Any:
    def names(inner: Node) -> Any:
        return reader.names(inner, "member", reader.members)

    words = [one.value for one in StandingOutcome]
    return reader.mapping(node, dict.fromkeys(words, names), "a mapping such as {won: [a], not won: [b]}")


def _standings_said(cohort: Cohort, path: Path, expected: dict[str, Any]) -> Any:
    award = cohort.awards[path[1]]
    return {word: Names(award.named(StandingOutcome(word))) for word in expected}


def _counts(reader: ExpectedReader, node: Node) -> Any:
    def count(inner: Node) -> Any:
        withheld = isinstance(inner, Scalar) and inner.value == "withheld"
        return _WITHHELD if withheld else reader.number(inner)

    return reader.mapping(
        node, dict.fromkeys(_COUNTS, count), "a mapping such as {counted: 3, total: withheld}"
    )


def _publication(reader: ExpectedReader, _: CheckedEdition, __: Path, node: Node) -> Any:
    def counts(inner: Node) -> Any:
        return _counts(reader, inner)

    def groups(inner: Node) -> Any:
        if not isinstance(inner, Mapping):
            return reader.wrong(inner, "a mapping of groups to their counts")
        found = {entry.key.value: counts(entry.value) for entry in inner.entries}
        return BROKEN if BROKEN in found.values() else found

    parts = {"groups": groups, "unknown_group": counts, "total": counts, "unreadable": reader.number}
    return reader.mapping(node, parts, "a mapping such as {total: {counted: 3}}")


def _publication_said(cohort: Cohort, path: Path, expected: dict[str, Any]) -> Any:
    result = cohort.publications[path[1]]
    said = {
        "groups": {name: _cells(counts) for name, counts in result.groups.items()},
        "unknown_group": _cells(result.unknown_group),
        "total": _cells(result.total),
        "unreadable": comparable(result.unreadable),
    }
    return _like(expected, said)


def _cells(counts: Counts | None) -> Any:
    if counts is None:
        return Word("none")
    cells = {name: getattr(counts, name) for name in _COUNTS}
    return {name: _WITHHELD if cell is None else comparable(cell) for name, cell in cells.items()}


def _like(expected: Any, said: Any) -> Any:
    """What was said, as far as something was expected."""
    if not isinstance(expected, dict) or not isinstance(said, dict):
        return said
    return {name: _like(value, said.get(name, Word("none"))) for name, value in expected.items()}


def _faults(reader: ExpectedReader, _: CheckedEdition, __: Path, node: Node) -> Any:
    def pointers(inner: Node) -> Any:
        return reader.names(inner, "JSON Pointer", None)

    return reader.mapping(node, dict.fromkeys(reader.members, pointers), "a mapping such as {a: [/members]}")


def _faults_said(cohort: Cohort, _: Path, expected: dict[str, Any]) -> Any:
    found = {name: cohort.errors.get(name) for name in expected}
    return {
        name: Names(
            tuple(dict.fromkeys(one.pointer for one in error.faults))
            if isinstance(error, RecordError)
            else ()
        )
        for name, error in found.items()
    }


#: What is expected of a cohort.
COHORT_SECTIONS: Final = {
    "awards": Section(
        levels=("ranked award",),
        known=lambda checked, _: [one.id for one in checked.edition.awards if one.rank is not None],
        read=_standings,
        actual=_standings_said,
        rule=lambda _, path: ("award", path[1]),
    ),
    "publications": Section(
        levels=("publication",),
        known=lambda checked, _: [one.id for one in checked.edition.publications],
        read=_publication,
        actual=_publication_said,
    ),
    "faults": Section(read=_faults, actual=_faults_said),
}
