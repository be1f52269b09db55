"""Walking through all inputs of a decision table (docs: language, decision tables).

The segments of the columns span boxes, in each of which every row matches or does not. Sets of rows
are whole numbers, the row at index i being bit i.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from policyrules.checking.given import asked_about, cell_expressions
from policyrules.checking.segments import Segment, segments
from policyrules.language.tree import IsUnknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyrules.checking.given import Given
    from policyrules.language.tree import Cell
    from policyrules.policy.types import Type
    from policyrules.values.truth import Truth

#: Beyond so many visited sets of rows nothing is proved.
MOST_NODES = 40_000


class TooLarge(Exception):  # noqa: N818 - not an error of the caller: the table is not proved
    """There are too many boxes to look at."""


@frozen
class Rows:
    """Which rows match the columns so far."""

    #: Rows of which one gives the output: they match, or an unknown input may be one that they match.
    covering: int
    #: Rows that match, or may match, depending on what is only known with a record.
    matching: int

    @property
    def certain(self) -> int:
        """The rows that match whatever the record."""
        return self.covering & self.matching

    @property
    def possible(self) -> int:
        """The rows that may match."""
        return self.covering | self.matching

    def both(self, other: Rows) -> Rows:
        """The rows of both."""
        return Rows(self.covering & other.covering, self.matching & other.matching)


@frozen
class Part:
    """A segment of a column, and the rows whose cells it passes."""

    column: str
    segment: Segment
    rows: Rows


@frozen
class Box:
    """Inputs that a table treats alike: a part of each column, and the rows that they match."""

    parts: tuple[Part, ...]
    rows: Rows

    @property
    def example(self) -> str:
        """Such inputs in words."""
        return " and ".join(f"{part.column} is {part.segment.text}" for part in self.parts)

    @property
    def bounds(self) -> tuple[tuple[str, str], ...]:
        """What to declare of which inputs, where they lie beyond all that the cells mention."""
        return tuple((part.column, part.segment.bound) for part in self.parts if part.segment.bound)


def parts_of(column: str, kind: Type, cells: Sequence[Cell], given: Given) -> tuple[Part, ...]:
    """Cut a column where its cells begin and end; what passes the same cells is one part."""
    mentioned = [given.value(part) for cell in cells for part in cell_expressions(cell)]
    asks = any(isinstance(test, IsUnknown) for cell in cells for test in cell.tests)
    cut = segments(kind, mentioned, unknown=asks)
    truths: list[list[Truth]] = []
    for segment in cut:
        # Columns repeat their cells, and equal cells pass the same.
        passed = {cell: given.expressions.cell(cell, segment.value) for cell in set(cells)}
        truths.append([passed[cell] for cell in cells])
    unsettled = _unsettled(cells, cut, truths)
    asking = {
        index for index, cell in enumerate(cells) if asked_about(given.checked, *cell_expressions(cell))
    }
    found: dict[Rows, Segment] = {}
    for segment, passing in zip(cut, truths, strict=True):
        covering = matching = 0
        for index, truth in enumerate(passing):
            open_ended = index in asking or (index in unsettled and not segment.known)
            settled = isinstance(truth, bool) and not open_ended
            # What is possible for an unknown input is so because of the input, or of the cell itself.
            may_be = not settled and (open_ended or segment.known)
            covering |= (truth is not False and not may_be) << index
            matching |= (may_be or truth is True) << index
        rows = Rows(covering, matching)
        # An example within the bounds of the column is worth more than one beyond them.
        if rows not in found or (found[rows].bound and not segment.bound):
            found[rows] = segment
    return tuple(Part(column, segment, rows) for rows, segment in found.items())


def _unsettled(cells: Sequence[Cell], cut: Sequence[Segment], truths: Sequence[Sequence[Truth]]) -> set[int]:
    """The indices of cells that leave it open whether some known value passes."""
    return {
        index
        for index in range(len(cells))
        if any(
            segment.known and not isinstance(found[index], bool)
            for segment, found in zip(cut, truths, strict=True)
        )
    }


def boxes(columns: Sequence[Sequence[Part]], rows: int) -> Iterator[Box]:
    """The boxes of a table with so many rows, one for each way in which they match.

    Where no row matches any more, a box leaves the other columns out. Raises TooLarge.
    """
    every = (1 << rows) - 1
    yield from _Walk(columns).boxes(Box((), Rows(every, every)))


@frozen
class _Walk:
    columns: Sequence[Sequence[Part]]
    seen: set[tuple[int, Rows]] = field(factory=set)

    def boxes(self, box: Box) -> Iterator[Box]:
        number = len(box.parts)
        if (number, box.rows) in self.seen:
            return
        if len(self.seen) >= MOST_NODES:
            raise TooLarge
        self.seen.add((number, box.rows))
        if number == len(self.columns) or not box.rows.possible:
            yield box
            return
        for part in self.columns[number]:
            yield from self.boxes(Box((*box.parts, part), box.rows.both(part.rows)))
