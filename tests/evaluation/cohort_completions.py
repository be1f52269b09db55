"""Small cohorts, every way in which what is unknown of them can turn out, and what then becomes of everybody."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

from attrs import evolve, frozen
from hypothesis import strategies as st

from policyrules.evaluation.ranking import Competitor, Extent, Ranked
from policyrules.evaluation.standings import Place, StandingOutcome

Ends = tuple[int, int]
#: Groups to which nobody is known to belong: two, so that two members can be alone.
NEW_GROUPS = ("new", "newer")


@frozen
class Member:
    """A member whose numbers lie between two ends, both included."""

    certain: bool
    keys: tuple[Ends, ...]
    group: str | None
    cost: Ends


@frozen
class Known:
    """A member of whom everything is known."""

    competes: bool
    keys: tuple[int, ...]
    group: str
    cost: int


def competitor(one: Member, take: Ends) -> Competitor:
    return Competitor(
        one.certain,
        tuple(Decimal(low) for low, _ in one.keys),
        tuple(Decimal(high) for _, high in one.keys),
        one.group,
        extent(one.cost),
        extent(take),
    )


def extent(ends: Ends) -> Extent:
    return Extent(Decimal(ends[0]), Decimal(ends[1]))


def numbers(ends: Ends) -> range:
    return range(ends[0], ends[1] + 1)


def completions_of(one: Member, groups: list[str]) -> list[Known]:
    return [
        Known(competes, keys, group, cost)
        for competes in ([True] if one.certain else [True, False])
        for keys in product(*map(numbers, one.keys))
        for group in ([one.group] if one.group is not None else groups)
        for cost in numbers(one.cost)
    ]


def completions(members: list[Member]) -> list[list[Known]]:
    """What can become of each member."""
    groups = sorted({one.group for one in members if one.group is not None})
    return [completions_of(one, [*groups, *NEW_GROUPS]) for one in members]


def decide(cohort: tuple[Known, ...], take: int, ties: str) -> list[tuple[str, int]]:
    """The outcome and the place of each member, as the language says it."""
    found = []
    for one in cohort:
        rivals = [
            other for other in cohort if other.competes and other.group == one.group and other is not one
        ]
        ahead = [other for other in rivals if other.keys > one.keys]
        equal = [other for other in rivals if other.keys == one.keys]
        spent = sum(other.cost for other in ahead) + one.cost
        with_equals = spent + sum(other.cost for other in equal)
        if not one.competes or spent > take:
            outcome = "not won"
        elif ties == "share" or with_equals <= take:
            outcome = "won"
        else:
            outcome = "for review"
        found.append((outcome, 1 + len(ahead)))
    return found


def exact_ranks(members: list[Member], take: Ends, ties: str) -> list[Ranked]:
    """What all completions agree on, by trying every one."""
    outcomes: list[set[str]] = [set() for _ in members]
    places: list[set[int]] = [set() for _ in members]
    for cohort in product(*completions(members)):
        for sum_there_is in numbers(take):
            for number, (outcome, place) in enumerate(decide(cohort, sum_there_is, ties)):
                outcomes[number].add(outcome)
                if cohort[number].competes:
                    places[number].add(place)
    return [
        Ranked(
            StandingOutcome(found.pop()) if len(found) == 1 else StandingOutcome.COULD_STILL_ENTER,
            Place(min(at), max(at)) if one.group is not None else None,
        )
        for one, found, at in zip(members, outcomes, places, strict=True)
    ]


def settled(one: Known) -> Member:
    """A member of whom that has become known."""
    return Member(True, tuple((key, key) for key in one.keys), one.group, (one.cost, one.cost))


@st.composite
def ends(draw: st.DrawFn, most: int) -> Ends:
    low = draw(st.integers(0, most))
    return low, draw(st.sampled_from([low, low, low, *range(low, most + 1)]))


@st.composite
def cohorts(draw: st.DrawFn, *, costs: bool) -> list[Member]:
    """Up to five members, of whom not more is unknown than can be tried out."""
    groups = draw(st.sampled_from([["all"], ["all"], ["red", "blue"], ["red", "blue", None]]))
    size = draw(st.integers(1, 5))
    keys = draw(st.integers(1, 2))
    cost = ends(3) if costs else st.just((1, 1))
    member = st.builds(
        Member,
        st.sampled_from([True, True, False]),
        st.tuples(*[ends(2)] * keys),
        st.sampled_from(groups),
        cost,
    )
    found: list[Member] = []
    for one in draw(st.lists(member, min_size=size, max_size=size)):
        ways = 1
        for each in completions([*found, one]):
            ways *= len(each)
        found.append(
            one
            if ways <= 300
            else evolve(one, certain=True, keys=((1, 1),) * keys, group=groups[0], cost=(1, 1))
        )
    return found
