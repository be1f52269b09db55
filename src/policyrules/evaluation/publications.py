"""Counting outcomes over a cohort, without telling small numbers (docs: language, publications)."""

from __future__ import annotations

from decimal import ROUND_CEILING
from typing import TYPE_CHECKING, Final

from policyrules.evaluation.decide import natural
from policyrules.evaluation.frozen import FrozenMapping
from policyrules.evaluation.plain import plain_text
from policyrules.evaluation.standings import Counts, PublicationResult
from policyrules.values.interval import Interval
from policyrules.values.suppression import suppress
from policyrules.values.unknown import Unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policyrules.evaluation.entries import CountEntry

#: The groups for which it is worked out what would give a small count away; with more, all is withheld.
MOST_GROUPS: Final = 300

_Row = list[int]


def publish(entries: Sequence[CountEntry], unreadable: int, below: Interval | None) -> PublicationResult:
    """The counts of a publication; those from 1 up to, but excluding, `below` are withheld.

    The total of everything is always told: the size of a cohort is no secret to whoever has the rest of it.
    Where `below` is not known or has no end, all other counts are withheld.
    """
    groups: dict[str, _Row] = {}
    unknown: _Row = [0, 0, 0]
    for one in entries:
        row = (
            unknown if isinstance(one.group, Unknown) else groups.setdefault(plain_text(one.group), [0, 0, 0])
        )
        row[2 if isinstance(one.counts, Unknown) else int(not one.counts)] += 1
    names = sorted(groups, key=natural)
    rows = [groups[name] for name in names] + ([unknown] if any(unknown) else [])
    shown, total = _shown(rows, below)
    divided = not all(one.group is None for one in entries)
    return PublicationResult(
        FrozenMapping(dict(zip(names, shown, strict=False)) if divided else {}),
        shown[-1] if any(unknown) else None,
        total,
        unreadable,
    )


def _shown(rows: list[_Row], below: Interval | None) -> tuple[list[Counts], Counts]:
    """What may be told of each row, and of all together."""
    everything = sum(map(sum, rows))
    if not everything:
        return [], Counts(0, 0, 0, 0)
    least = 0 if below is None else _least(below)
    if least is None or (least > 1 and len(rows) > MOST_GROUPS):
        return [Counts(None, None, None, None) for _ in rows], Counts(None, None, None, everything)
    table = suppress(rows, least, total_known=True)
    told = [_counts((*row, total)) for row, total in zip(table.rows, table.row_totals, strict=True)]
    return told, _counts((*table.column_totals, table.total))


def _counts(row: tuple[int | None, ...]) -> Counts:
    counted, not_counted, undetermined, total = row
    return Counts(counted, not_counted, undetermined, total)


def _least(below: Interval) -> int | None:
    """The least count that may be told, by the highest bound that is possible."""
    return None if below.high is None else int(below.high.to_integral_value(ROUND_CEILING))
