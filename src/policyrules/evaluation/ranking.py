"""Places within a cohort, for all that is not known yet (docs: language, ranking over a cohort).

Members know nothing of each other, so what is unknown of one is independent of what is unknown of the
others. A member ranks somewhere between its worst keys and its best ones, and these are found by taking
every key at its worst, and at its best. So every member is an interval on one line, and how much those
ahead of it cost lies between two sums.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from attrs import frozen

from policyrules.evaluation.standings import Place, StandingOutcome
from policyrules.values.numbers import CARRY, past_magnitude, written

if TYPE_CHECKING:
    from policyrules.policy.model import Ties

_WON, _NOT_WON = StandingOutcome.WON, StandingOutcome.NOT_WON
_OPEN, _REVIEW = StandingOutcome.COULD_STILL_ENTER, StandingOutcome.FOR_REVIEW

INFINITY: Final = Decimal("Infinity")
Key = tuple[Decimal, ...]


@frozen
class Extent:
    """An amount that lies between two ends, both included; infinite where there is none."""

    low: Decimal
    high: Decimal

    @property
    def exact(self) -> bool:
        """Whether the ends are the same in 34 digits."""
        return _rounded(self.low) == _rounded(self.high)


#: A sum of which nothing is known.
ANY_AMOUNT: Final = Extent(Decimal(0), INFINITY)


@frozen
class Competitor:
    """A member that competes, or may compete."""

    #: Whether it certainly competes.
    certain: bool
    #: Its keys at their worst and at their best; greater is better.
    worst: Key
    best: Key
    #: None where it is not known.
    group: Hashable | None
    #: What it takes of the sum there is: 1, where places are counted.
    cost: Extent
    #: The sum there is, as far as it tells; None where it cannot tell.
    take: Extent | None

    @property
    def settled(self) -> bool:
        """Whether nothing that others depend on is open."""
        known = self.certain and self.group is not None and self.worst == self.best and self.cost.exact
        return known and self.take is not None and self.take.exact


@frozen
class Ranked:
    """What becomes of a competitor; the place is None where its group is not known."""

    outcome: StandingOutcome
    place: Place | None


def rank(competitors: Sequence[Competitor], ties: Ties) -> list[Ranked]:
    """The outcome of every competitor, in their order.

    A member wins if its cost fits into the sum there is beside that of all who are ahead of it. Under
    `share` its equals do not count; under `review` they must fit as well, else it is for review.
    """
    groups = _by_group(competitors)
    wandering = _Sums.of((one.best, one.cost.high) for one in groups.pop(None, []))
    fields = {group: _Group.of(members, wandering, ties) for group, members in groups.items()}
    largest = sorted(fields.values(), key=lambda one: -len(one.best.keys))
    alone = _Group.of([], wandering, ties)
    return [
        fields[one.group].ranked(one) if one.group is not None else _anywhere(one, [alone, *largest])
        for one in competitors
    ]


def _by_group(competitors: Iterable[Competitor]) -> dict[Hashable | None, list[Competitor]]:
    groups: dict[Hashable | None, list[Competitor]] = {}
    for one in competitors:
        groups.setdefault(one.group, []).append(one)
    return groups


def _anywhere(one: Competitor, groups: Iterable[_Group]) -> Ranked:
    """What becomes of a competitor that may belong to any group, also to one where nobody else is known to be."""
    first: StandingOutcome | None = None
    for group in groups:
        outcome = group.outcome(one)
        if outcome is _OPEN or (first is not None and outcome is not first):
            return Ranked(_OPEN, None)
        first = outcome
    assert first is not None  # noqa: S101 - there is always the group where nobody else is known to be
    return Ranked(first, None)


@frozen
class _Sums:
    """Amounts in the order of their keys, and the sums from each of them on."""

    keys: list[Key]
    sums: list[Decimal]

    @classmethod
    def of(cls, amounts: Iterable[tuple[Key, Decimal]]) -> _Sums:
        ordered = sorted(amounts, key=lambda one: one[0])
        backwards = accumulate((amount for _, amount in reversed(ordered)), CARRY.add, initial=Decimal(0))
        return cls([key for key, _ in ordered], [*backwards][::-1])

    def above(self, key: Key) -> Decimal:
        """The sum of all that are greater."""
        return self.sums[bisect_right(self.keys, key)]

    def not_below(self, key: Key) -> Decimal:
        """The sum of all that are greater or equal."""
        return self.sums[bisect_left(self.keys, key)]

    def count_above(self, key: Key) -> int:
        """How many are greater."""
        return len(self.keys) - bisect_right(self.keys, key)


@frozen
class _Group:
    """Those who compete with each other."""

    #: Those who certainly do, at their worst and cheapest: what nobody gets past.
    worst: _Sums
    #: All who are known to belong to it, at their best and dearest, and those who may belong to any group.
    best: _Sums
    wandering: _Sums
    #: What its members tell of the sum there is; nothing where it has no members.
    takes: tuple[Extent, ...]
    ties: Ties

    @classmethod
    def of(cls, members: Sequence[Competitor], wandering: _Sums, ties: Ties) -> _Group:
        return cls(
            _Sums.of((one.worst, one.cost.low) for one in members if one.certain),
            _Sums.of((one.best, one.cost.high) for one in members),
            wandering,
            _takes(one.take for one in members),
            ties,
        )

    def ranked(self, one: Competitor) -> Ranked:
        """The outcome and the place of one of its members."""
        itself = one.best > one.worst
        most = self.best.count_above(one.worst) + self.wandering.count_above(one.worst) - int(itself)
        return Ranked(self.outcome(one), Place(1 + self.worst.count_above(one.best), 1 + most))

    def outcome(self, one: Competitor) -> StandingOutcome:
        """What becomes of a competitor in this group."""
        found = {self._by(take, one) for take in self.takes or (one.take or ANY_AMOUNT,)}
        if len(found) == 1:
            return found.pop()
        # What the members say contradicts each other, and no fact that is missing would mend it.
        return _OPEN if _OPEN in found else _REVIEW

    def _by(self, take: Extent, one: Competitor) -> StandingOutcome:
        """The outcome where this is the sum there is."""
        exact = one.best == one.worst
        # Where the member is among those summed, its own cost is in the sum already.
        least = CARRY.add(self.worst.above(one.best), one.cost.low)
        ahead = CARRY.add(self.best.above(one.worst), self.wandering.above(one.worst))
        most = CARRY.add(ahead, one.cost.high) if exact else ahead
        if not _fits(least, take.high):
            return _NOT_WON
        if not one.certain:
            return _OPEN
        if self.ties == "share":
            return _WON if _fits(most, take.low) else _OPEN
        summed = exact and one.group is not None
        equals = self.worst.not_below(one.best)
        least_with_equals = equals if summed else CARRY.add(equals, one.cost.low)
        most_with_equals = CARRY.add(self.best.not_below(one.worst), self.wandering.not_below(one.worst))
        if _fits(most_with_equals, take.low):
            return _WON
        return _REVIEW if _fits(most, take.low) and not _fits(least_with_equals, take.high) else _OPEN


def _takes(told: Iterable[Extent | None]) -> tuple[Extent, ...]:
    """The sums there are by what members of one group say: one where they agree, else the extremes."""
    found = [one for one in told if one is not None]
    if not found:
        return ()
    low, high = min(one.low for one in found), max(one.high for one in found)
    if all(one.exact for one in found) and _rounded(low) != _rounded(high):
        return Extent(low, low), Extent(high, high)
    return (Extent(low, high),)


def _fits(amount: Decimal, limit: Decimal) -> bool:
    return _rounded(amount) <= _rounded(limit)


def _rounded(amount: Decimal) -> Decimal:
    """In 34 digits; infinite past the magnitude that numbers have."""
    if past_magnitude(amount):
        return INFINITY.copy_sign(amount)
    return written(amount)


def unsettled(competitors: Sequence[Competitor], ranked: Sequence[Ranked]) -> list[int]:
    """The numbers, from 0, of the competitors whose unknown facts keep somebody's outcome open."""
    waiting = [one for one, was in zip(competitors, ranked, strict=True) if was.outcome is _OPEN]
    everywhere = _Waiting.of(waiting)
    groups = {group: _Waiting.of(members) for group, members in _by_group(waiting).items()}

    cheapest = min((one.cost.low for one in waiting), default=Decimal(0))

    def matters(one: Competitor, outcome: StandingOutcome) -> bool:
        told = one.take is not None and one.take.exact
        if told and outcome is _NOT_WON and one.cost.high <= cheapest:
            return False  # where it does not fit, nobody fits who is not ahead of it and costs no less
        if one.group is None:
            return everywhere.depends_on(one)
        return any(groups[group].depends_on(one) for group in (one.group, None) if group in groups)

    # Whose own outcome is open is among those who wait, and always overlaps itself.
    pairs = enumerate(zip(competitors, ranked, strict=True))
    return [number for number, (one, was) in pairs if not one.settled and matters(one, was.outcome)]


@frozen
class _Waiting:
    """Competitors whose outcome is open, in the order of their worst keys."""

    worst: list[Key]
    #: The best key among each of them and those before it.
    best: list[Key]

    @classmethod
    def of(cls, waiting: Iterable[Competitor]) -> _Waiting:
        ordered = sorted(waiting, key=lambda one: one.worst)
        return cls([one.worst for one in ordered], [*accumulate((one.best for one in ordered), max)])

    def depends_on(self, one: Competitor) -> bool:
        """Whether it is open of some of them if, or at what cost, the other is ahead; or how many win."""
        if one.take is None or not one.take.exact:
            return bool(self.worst)
        behind = bisect_right(self.worst, one.best)
        if not behind:
            return False
        return (
            not one.certain or one.group is None or not one.cost.exact or self.best[behind - 1] >= one.worst
        )
