"""What one member brings into a cohort: what it is ranked by, and the groups in which it is counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from attrs import frozen

from policyrules.evaluation.data import Value, as_interval, as_truth
from policyrules.evaluation.outcomes import AwardOutcome
from policyrules.evaluation.plain import plain_value
from policyrules.evaluation.ranking import ANY_AMOUNT, INFINITY, Extent
from policyrules.policy.model import TakeBudget
from policyrules.values.interval import Interval
from policyrules.values.numbers import written
from policyrules.values.truth import Truth
from policyrules.values.unknown import Cause, Unknown, causes_of

if TYPE_CHECKING:
    from policyrules.evaluation.interpreter import Interpretation
    from policyrules.language.tree import Expr
    from policyrules.policy.model import Award, Publication, Ranking

_NOTHING_KNOWN = Extent(INFINITY.copy_negate(), INFINITY)
_ONE = Extent(Decimal(1), Decimal(1))


@frozen
class AwardEntry:
    """One member, as an award sees it."""

    #: Whether it is eligible, for certain or perhaps.
    eligible: Truth
    outcome: AwardOutcome
    denied_by: tuple[str, ...] = ()
    #: What it is ranked by: greater is better.
    keys: tuple[Extent, ...] = ()
    #: The same as plain values, as they are written.
    shown: tuple[Any, ...] = ()
    #: A plain value, Unknown, or None where all compete with all.
    group: Any = None
    cost: Extent = _ONE
    #: The sum there is; None where it cannot be told.
    take: Extent | None = None
    causes: tuple[Cause, ...] = ()


@frozen
class CountEntry:
    """One member, as a publication sees it."""

    counts: Truth
    #: A plain value, Unknown, or None where there are no groups.
    group: Any


@frozen
class Entries:
    """Everything that a member brings, by the ids of awards and publications."""

    awards: Mapping[str, AwardEntry]
    publications: Mapping[str, CountEntry]


def entries_of(run: Interpretation) -> Entries:
    """What a record that was decided brings."""
    edition = run.checked.edition
    return Entries(
        {award.id: _award_entry(run, award) for award in edition.awards},
        {one.id: _count_entry(run, one) for one in edition.publications},
    )


def unreadable_entry(award: Award) -> AwardEntry:
    """What a record that cannot be read brings: it may be anything."""
    rank = award.rank
    return AwardEntry(
        Unknown(),
        AwardOutcome.UNDETERMINED,
        keys=tuple(_NOTHING_KNOWN for _ in rank.by) if rank is not None else (),
        group=Unknown() if rank is not None and rank.per is not None else None,
        cost=ANY_AMOUNT if rank is not None and isinstance(rank.take, TakeBudget) else _ONE,
    )


def _award_entry(run: Interpretation, award: Award) -> AwardEntry:
    result = run.awards[award.id]
    eligible = as_truth(run.results["awards"][award.id])
    if award.rank is None:
        return AwardEntry(eligible, result.outcome, result.denied_by, causes=causes_of(eligible))
    key = f"awards.{award.id}.rank"
    keys = [run.step(f"{key}.by.{number}", one.value).value for number, one in enumerate(award.rank.by)]
    group = _group(run, f"{key}.per", award.rank.per)
    take, cost = _amounts(run, key, award.rank)
    return AwardEntry(
        eligible,
        result.outcome,
        result.denied_by,
        tuple(_key(value, one.ascending) for value, one in zip(keys, award.rank.by, strict=True)),
        tuple(map(plain_value, keys)),
        group,
        _cost(cost),
        _extent(take),
        causes_of(eligible, *keys, group, cost, take),
    )


def _amounts(run: Interpretation, key: str, rank: Ranking) -> tuple[Interval, Interval]:
    """The sum there is, and what the member takes of it."""
    if isinstance(rank.take, TakeBudget):
        amount = run.step(f"{key}.take.budget", rank.take.amount).value
        return as_interval(amount), as_interval(run.step(f"{key}.take.cost", rank.take.cost).value)
    return as_interval(run.step(f"{key}.take", rank.take.count).value), Interval.of(1)


def _group(run: Interpretation, key: str, per: Expr | None) -> Any:
    value = None if per is None else plain_value(run.step(key, per).value)
    return Unknown(causes_of(value)) if isinstance(value, Interval | Mapping | tuple) else value


def _key(value: Value, ascending: bool) -> Extent:
    """A key as an extent in which greater is better; a date as the number of its day."""
    if isinstance(value, date) and not isinstance(value, datetime):
        day = Decimal(value.toordinal())
        extent = Extent(day, day)
    else:
        number = as_interval(value)
        extent = Extent(
            INFINITY.copy_negate() if number.low is None else written(number.low),
            INFINITY if number.high is None else written(number.high),
        )
    return Extent(extent.high.copy_negate(), extent.low.copy_negate()) if ascending else extent


def _extent(number: Interval) -> Extent:
    return Extent(
        INFINITY.copy_negate() if number.low is None else number.low,
        INFINITY if number.high is None else number.high,
    )


def _cost(number: Interval) -> Extent:
    """What a member takes; less than nothing is nothing."""
    extent = _extent(number)
    return Extent(max(extent.low, Decimal(0)), max(extent.high, Decimal(0)))


def _count_entry(run: Interpretation, publication: Publication) -> CountEntry:
    key = f"publications.{publication.id}"
    counts = as_truth(run.step(f"{key}.count", publication.count).value)
    group = _group(run, f"{key}.per", publication.per)
    return CountEntry(counts, group)
