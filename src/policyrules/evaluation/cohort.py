"""Deciding awards and publications over a cohort (docs: language, ranking over a cohort)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from policyrules.errors import LimitExceeded, RecordError
from policyrules.evaluation.data import as_interval
from policyrules.evaluation.decided import Decided
from policyrules.evaluation.entries import AwardEntry, Entries, unreadable_entry
from policyrules.evaluation.frozen import FrozenMapping
from policyrules.evaluation.interpreter import interpret
from policyrules.evaluation.outcomes import AwardOutcome
from policyrules.evaluation.publications import publish
from policyrules.evaluation.ranking import Competitor, Ranked, rank, unsettled
from policyrules.evaluation.standings import (
    Exclusion,
    PublicationResult,
    RankedAward,
    Standing,
    StandingOutcome,
)
from policyrules.inference.award_rules import excepted_by
from policyrules.inference.checked import CheckedEdition
from policyrules.values.truth import Truth, all_of, any_of, negate
from policyrules.values.unknown import Unknown, causes_of

if TYPE_CHECKING:
    from policyrules.policy.model import Publication, Ranking
    from policyrules.values.interval import Interval

_EXCLUSIONS = {
    AwardOutcome.DENIED: Exclusion.DENIED,
    AwardOutcome.NOT_APPLICABLE: Exclusion.NOT_APPLICABLE,
}


@frozen
class DecidedCohort:
    """An edition, the members it was applied to, the day, and what came of it, before anyone renders it."""

    #: The edition that decided.
    checked: CheckedEdition = field(repr=False)
    as_of: date
    #: Whether it was made for a day on which the edition need not be in force.
    any_date: bool
    #: The members by name, in the order in which they were given; an error where one could not be decided.
    members: Mapping[str, Decided | RecordError | LimitExceeded] = field(repr=False)
    #: Whether the names were read from a fact that is sensitive.
    names_are_sensitive: bool
    #: Every ranked award, in the order of the policy.
    awards: Mapping[str, RankedAward] = field(repr=False)
    #: Every publication, in the order of the policy.
    publications: Mapping[str, PublicationResult] = field(repr=False)


def rank_cohort(checked: CheckedEdition, members: Mapping[str, Entries | None]) -> FrozenMapping[RankedAward]:
    """Every ranked award over members by name; None stands for a member that cannot be read."""
    awards = {award.id: award for award in checked.edition.awards}
    wins: dict[str, dict[str, Truth]] = {}
    found: dict[str, RankedAward] = {}
    for name in TopologicalSorter(excepted_by(checked.edition.awards)).static_order():
        award = awards[name]
        entries = {
            member: unreadable_entry(award) if one is None else one.awards[name]
            for member, one in members.items()
        }
        if award.rank is None:
            # Without a ranking everybody who is eligible receives it.
            wins[name] = {member: entry.eligible for member, entry in entries.items()}
        else:
            found[name] = _ranked(award.rank, entries, wins)
            wins[name] = {
                member: _wins(standing, entries[member]) for member, standing in found[name].standings.items()
            }
    return FrozenMapping({name: found[name] for name in awards if name in found})


def _wins(standing: Standing, entry: AwardEntry) -> Truth:
    if standing.outcome in {StandingOutcome.COULD_STILL_ENTER, StandingOutcome.FOR_REVIEW}:
        return Unknown(entry.causes)
    return standing.outcome is StandingOutcome.WON


def _ranked(
    ranking: Ranking, entries: Mapping[str, AwardEntry], wins: Mapping[str, Mapping[str, Truth]]
) -> RankedAward:
    """One award, after those that it excepts."""
    excluded: dict[str, Standing] = {}
    competing: dict[str, AwardEntry] = {}
    for name, entry in entries.items():
        instead = {award: wins[award][name] for award in ranking.excepted}
        won = tuple(award for award, truth in instead.items() if truth is True)
        if entry.eligible is False:
            excluded[name] = _excluded(
                entry, _EXCLUSIONS.get(entry.outcome, Exclusion.INELIGIBLE), entry.denied_by
            )
        elif won:
            excluded[name] = _excluded(entry, Exclusion.WINNER, won)
        else:
            truth = all_of((entry.eligible, negate(any_of(instead.values()))))
            causes = causes_of(Unknown(entry.causes), truth)
            competing[name] = evolve(entry, eligible=truth, causes=causes)
    competitors = [_competitor(entry) for entry in competing.values()]
    ranked = rank(competitors, ranking.ties)
    standings = excluded | {
        name: _standing(entry, one) for (name, entry), one in zip(competing.items(), ranked, strict=True)
    }
    names = list(competing)
    waiting = [names[number] for number in unsettled(competitors, ranked)]
    return RankedAward(
        FrozenMapping({name: standings[name] for name in entries}),
        FrozenMapping({name: competing[name].causes for name in waiting}),
    )


def _excluded(entry: AwardEntry, reason: Exclusion, by: tuple[str, ...]) -> Standing:
    return Standing(StandingOutcome.EXCLUDED, None, entry.shown, entry.group, reason, by)


def _competitor(entry: AwardEntry) -> Competitor:
    return Competitor(
        entry.eligible is True,
        tuple(key.low for key in entry.keys),
        tuple(key.high for key in entry.keys),
        # One group of all where there are none.
        None if isinstance(entry.group, Unknown) else (entry.group,),
        entry.cost,
        entry.take,
    )


def _standing(entry: AwardEntry, ranked: Ranked) -> Standing:
    return Standing(ranked.outcome, ranked.place, entry.shown, entry.group)


def publish_cohort(
    checked: CheckedEdition, members: Mapping[str, Entries | None], as_of: date
) -> FrozenMapping[PublicationResult]:
    """Every publication over members by name; None stands for a member that cannot be read."""
    readable = [one for one in members.values() if one is not None]
    unreadable = len(members) - len(readable)
    return FrozenMapping(
        {
            one.id: publish(
                [entries.publications[one.id] for entries in readable],
                unreadable,
                _below(checked, one, as_of),
            )
            for one in checked.edition.publications
        }
    )


def _below(checked: CheckedEdition, publication: Publication, as_of: date) -> Interval | None:
    """The bound below which counts are withheld, which no record has a say in."""
    if publication.suppress_below is None:
        return None
    nobody = interpret(checked, FrozenMapping({}), as_of)
    key = f"publications.{publication.id}.suppress_below"
    return as_interval(nobody.step(key, publication.suppress_below).value)
