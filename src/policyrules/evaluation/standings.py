"""What a cohort's decision says of each member (docs: language, ranking over a cohort)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from policyrules.evaluation.decide import missing_in, problems_in
from policyrules.evaluation.frozen import FrozenMapping
from policyrules.values.unknown import Cause, Problem


class StandingOutcome(StrEnum):
    """Whether a member receives an award that is ranked."""

    WON = "won"
    NOT_WON = "not won"
    #: What is not known yet, of this member or of others, decides it.
    COULD_STILL_ENTER = "could still enter"
    #: Equals, or takes that contradict each other, leave it to people.
    FOR_REVIEW = "for review"
    #: It does not compete.
    EXCLUDED = "excluded"


class Exclusion(StrEnum):
    """Why a member does not compete."""

    INELIGIBLE = "ineligible"
    DENIED = "denied"
    NOT_APPLICABLE = "not applicable"
    #: It won an award whose winners do not compete for this one.
    WINNER = "winner"


@frozen
class Place:
    """How many are ahead of a member, and one: from the least to the greatest that is possible."""

    low: int
    high: int

    @property
    def exact(self) -> bool:
        """Whether the place is known."""
        return self.low == self.high


@frozen
class Standing:
    """What a ranked award says of one member."""

    outcome: StandingOutcome
    #: None where it does not compete, or its group is not known.
    place: Place | None = None
    #: What it is ranked by, as plain values; Unknown where it is not known, nothing where it cannot be read.
    keys: tuple[Any, ...] = ()
    #: With whom it competes: a plain value, Unknown, or None where all compete with all.
    group: Any = None
    excluded: Exclusion | None = None
    #: The vetoes that deny the award, or the awards that it won instead.
    excluded_by: tuple[str, ...] = ()


@frozen
class RankedAward:
    """An award over a cohort."""

    standings: Mapping[str, Standing]
    #: The members whose unknown facts keep a standing open, their own or another's, with the causes.
    #: A member that cannot be read has none.
    unsettled: Mapping[str, tuple[Cause, ...]] = field(eq=False, repr=False)

    @property
    def missing(self) -> Mapping[str, tuple[str, ...]]:
        """The facts and open parameters that keep a standing open, by the member who lacks them."""
        return FrozenMapping({name: missing_in(causes) for name, causes in self.unsettled.items()})

    @property
    def problems(self) -> Mapping[str, tuple[Problem, ...]]:
        """What could not be computed and keeps a standing open, by the member for whom."""
        found = {name: problems_in(causes) for name, causes in self.unsettled.items()}
        return FrozenMapping({name: problems for name, problems in found.items() if problems})

    @property
    def determined(self) -> bool:
        """Whether nothing is for review or could still change."""
        undecided = {StandingOutcome.COULD_STILL_ENTER, StandingOutcome.FOR_REVIEW}
        return not any(one.outcome in undecided for one in self.standings.values())

    def named(self, outcome: StandingOutcome) -> tuple[str, ...]:
        """The members of one outcome, in the order of the cohort."""
        return tuple(name for name, one in self.standings.items() if one.outcome is outcome)


@frozen
class Counts:
    """How many members of a group are counted; None stands for what is withheld."""

    counted: int | None
    not_counted: int | None
    undetermined: int | None
    total: int | None

    @property
    def complete(self) -> bool:
        """Whether nothing is withheld."""
        return None not in (self.counted, self.not_counted, self.undetermined, self.total)


@frozen
class PublicationResult:
    """The counts of a publication, small ones withheld."""

    #: By the text of the group; empty where the publication has no groups.
    groups: Mapping[str, Counts]
    #: Those of whom it is not known to which group they belong; None where there are none.
    unknown_group: Counts | None
    total: Counts
    #: How many members could not be read, and are counted nowhere.
    unreadable: int
