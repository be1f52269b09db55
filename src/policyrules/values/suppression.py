"""Small counts withheld from tables, with whatever else would give them away (docs: comparing, small counts).

A count from 1 up to, but excluding, a bound is withheld; a zero is not, because nobody is behind it.
A withheld count can be worked out where a total and all other counts beside it are shown. So others are
withheld with it, the least first, until each of them could as well have been another whole number from 1,
for all that is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush

from attrs import define, frozen

#: The row of the totals of columns, and the column of the totals of rows.
_TOTALS = -1


@frozen
class Shown:
    """What of a table may be told; None stands for what is withheld."""

    rows: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None

    @property
    def complete(self) -> bool:
        """Whether nothing is withheld."""
        counts = [one for row in self.rows for one in row]
        return None not in (*counts, *self.row_totals, *self.column_totals, self.total)


def suppress(rows: Sequence[Sequence[int]], below: int, *, total_known: bool = False) -> Shown:
    """A table of counts without those below a bound, and without what would give them away.

    With `total_known` the total of everything is told elsewhere, so that withholding it here would protect
    nothing; where that leaves no other way, everything else is withheld. Where the total itself is below
    the bound, everything is withheld.
    """
    columns = range(len(rows[0]) if rows else 0)
    counts = [_Count(r, c, row[c]) for r, row in enumerate(rows) for c in columns]
    counts += [_Count(r, _TOTALS, sum(row)) for r, row in enumerate(rows)]
    counts += [_Count(_TOTALS, c, sum(row[c] for row in rows)) for c in columns]
    total = sum(map(sum, rows))
    counts.append(_Count(_TOTALS, _TOTALS, total, fixed=total_known))
    safe = not 0 < total < below and _protect(counts, below)
    shown = {(one.row, one.column): one.value if safe and not one.withheld else None for one in counts}
    if total_known:
        shown[_TOTALS, _TOTALS] = total
    return Shown(
        tuple(tuple(shown[r, c] for c in columns) for r in range(len(rows))),
        tuple(shown[r, _TOTALS] for r in range(len(rows))),
        tuple(shown[_TOTALS, c] for c in columns),
        shown[_TOTALS, _TOTALS],
    )


def suppress_groups(
    counts: Sequence[int], below: int, *, total_known: bool = False
) -> tuple[tuple[int | None, ...], int | None]:
    """The same for the counts of groups that make up one total: the counts, and the total."""
    shown = suppress([counts], below, total_known=total_known)
    return shown.rows[0], shown.total


_Node = tuple[bool, int]


@define(eq=False)
class _Count:
    """A count of the table; it joins the sum of its row with the sum of its column.

    Take totals with a minus, and every row and every column sums to zero, those of the totals included.
    So a withheld count can have been another one exactly if it lies on a circle of withheld counts, along
    which one is added and taken away in turn.
    """

    row: int
    column: int
    value: int
    #: Whether it is told elsewhere.
    fixed: bool = False
    withheld: bool = False
    #: Whether it is known to lie on a circle.
    safe: bool = False

    def ends(self, *, added: bool) -> tuple[_Node, _Node] | None:
        """Where a circle enters and leaves that makes this count one more, or one less; None if it cannot."""
        if not added and self.value < 2:
            return None  # withheld counts are known to be 1 at least
        row, column = (True, self.row), (False, self.column)
        negative = (self.row == _TOTALS) != (self.column == _TOTALS)
        return (row, column) if added != negative else (column, row)


def _protect(counts: list[_Count], below: int) -> bool:
    """Withhold what must be; False where something withheld could be worked out all the same."""
    for one in counts:
        one.withheld = 0 < one.value < below and not one.fixed
    around: dict[_Node, list[_Count]] = {}
    for one in counts:
        # Zeros are always shown, and what is told elsewhere hides nothing.
        if one.value and not one.fixed:
            around.setdefault((True, one.row), []).append(one)
            around.setdefault((False, one.column), []).append(one)
    for one in [one for one in counts if one.withheld]:
        if one.safe:
            continue
        circles = [_cheapest(around, one, added=added) for added in (True, False)]
        possible = [circle for circle in circles if circle is not None]
        if not possible:
            return False
        _, circle = min(possible, key=lambda found: found[0])
        # The counts of a circle protect each other.
        for other in (one, *circle):
            other.withheld = other.safe = True
    return True


def _cheapest(
    around: dict[_Node, list[_Count]], one: _Count, *, added: bool
) -> tuple[int, list[_Count]] | None:
    """The circle through a count for which the least must be withheld besides, and how much that is."""
    ends = one.ends(added=added)
    if ends is None:
        return None
    goal, start = ends
    best: dict[_Node, int] = {start: 0}
    way: dict[_Node, tuple[_Node, _Count]] = {}
    queue = [(0, start)]
    while queue:
        cost, node = heappop(queue)
        if node == goal:
            return cost, list(_back(way, start, goal))
        if cost > best[node]:
            continue
        for other, following in _steps(around[node], one, node):
            further = cost + (0 if other.withheld else other.value)
            if following not in best or further < best[following]:
                best[following] = further
                way[following] = (node, other)
                heappush(queue, (further, following))
    return None


def _steps(counts: list[_Count], one: _Count, node: _Node) -> Iterator[tuple[_Count, _Node]]:
    """The counts over which a circle can go on, and where it comes by them."""
    for other in counts:
        for added in (True, False) if other is not one else ():
            ends = other.ends(added=added)
            if ends is not None and ends[0] == node:
                yield other, ends[1]


def _back(way: dict[_Node, tuple[_Node, _Count]], start: _Node, goal: _Node) -> Iterator[_Count]:
    node = goal
    while node != start:
        node, count = way[node]
        yield count
