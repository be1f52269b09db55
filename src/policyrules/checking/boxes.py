"""Walking through all inputs of a decision table (docs: language, decision tables).

The segments of the columns span boxes, in each of which every row matches or does not. Sets of rows
are whole numbers, the row at index i being bit i.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from policyrules.checking.budget import TooLarge, work_with
from policyrules.checking.given import asked_about, cell_expressions
from policyrules.checking.passing import Cells, Ladder, Passed
from policyrules.checking.segments import Segment, segments
from policyrules.language.tree import IsUnknown
from policyrules.values.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyrules.checking.budget import Budget
    from policyrules.checking.given import Given
    from policyrules.evaluation.data import Value
    from policyrules.language.tree import Cell
    from policyrules.policy.types import Type
    from policyrules.values.truth import Truth

#: Beyond so many visited sets of rows nothing is proved.
MOST_NODES = 40_000


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


def parts_of(
    column: str, kind: Type, cells: Sequence[Cell], given: Given, budget: Budget
) -> tuple[Part, ...]:
    """Cut a column where its cells begin and end; what passes the same cells is one part.

    Raises TooLarge.
    """
    budget.spend(budget.effort(*cells, evaluated=given.evaluated))
    ends = [[given.value(part) for part in cell_expressions(cell)] for cell in cells]
    asks = any(isinstance(test, IsUnknown) for cell in cells for test in cell.tests)
    cut = segments(kind, [end for some in ends for end in some], unknown=asks)
    budget.spend(len(cut) * work_with(len(cells)))
    asking = [bool(asked_about(budget, *cell_expressions(cell))) for cell in cells]
    rows, unsettled = _rows_of_known([one for one in cut if one.known], cells, ends, asking)
    if asks:
        budget.spend(budget.effort(*cells, evaluated=given.evaluated))
        truths = [given.expressions.cell(cell, cut[-1].value) for cell in cells]
        rows.append(_rows_of_unknown(truths, unsettled))
    found: dict[Rows, Segment] = {}
    for segment, passed in zip(cut, rows, strict=True):
        # An example within the bounds of the column is worth more than one beyond them.
        if passed not in found or (found[passed].bound and not segment.bound):
            found[passed] = segment
    return tuple(Part(column, segment, rows) for rows, segment in found.items())


def _rows_of_known(
    cut: Sequence[Segment], cells: Sequence[Cell], ends: Sequence[Sequence[Value]], asking: Sequence[bool]
) -> tuple[list[Rows], int]:
    """The rows of each known segment, and the set of rows of which it is open whether some of these passes."""
    keys = [_key(segment.value) for segment in cut]
    order = sorted(range(len(cut)), key=keys.__getitem__)
    ladder = Ladder([keys[place] for place in order])
    covering, matching, unsettled = Cells(len(cut)), Cells(len(cut)), 0
    for index, (cell, some) in enumerate(zip(cells, ends, strict=True)):
        passed = ladder.passing(cell, some)
        if asking[index]:
            # Anything may turn out, once it is known what it asks about.
            passed = Passed(0, 0)
        covering.add(index, passed.true)
        matching.add(index, ladder.every ^ passed.false)
        open_ended = asking[index] or passed.true | passed.false != ladder.every
        unsettled |= open_ended << index
    found = dict(zip(order, map(Rows, covering.by_value(), matching.by_value()), strict=True))
    return [found[place] for place in range(len(cut))], unsettled


def _key(value: Value) -> Any:
    """What orders the values of known segments."""
    return value.value if isinstance(value, Interval) else value


def _rows_of_unknown(truths: Sequence[Truth], unsettled: int) -> Rows:
    """The rows of the unknown input, from how their cells take it."""
    covering = matching = 0
    for index, truth in enumerate(truths):
        # What is possible for an unknown input is so because of the input; or else of the cell itself.
        covering |= (truth is not False) << index
        matching |= (truth is True) << index
    return Rows(covering & ~unsettled, matching | unsettled)


def boxes(columns: Sequence[Sequence[Part]], rows: int, budget: Budget) -> Iterator[Box]:
    """The boxes of a table with so many rows, one for each way in which they match.

    Where no row matches any more, a box leaves the other columns out. Raises TooLarge.
    """
    every = (1 << rows) - 1
    seen: set[tuple[int, Rows]] = set()
    waiting = [Box((), Rows(every, every))]
    while waiting:
        box = waiting.pop()
        number = len(box.parts)
        if (number, box.rows) in seen:
            continue
        if len(seen) >= MOST_NODES:
            raise TooLarge
        seen.add((number, box.rows))
        if number == len(columns) or not box.rows.possible:
            yield box
            continue
        budget.spend(len(columns[number]) * (work_with(rows) + number // 32))
        # What waits last comes first.
        waiting += [Box((*box.parts, part), box.rows.both(part.rows)) for part in reversed(columns[number])]
