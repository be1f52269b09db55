"""What may be told of a cohort (docs: language, ranking over a cohort)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import frozen

from policyrules.evaluation.decide import natural
from policyrules.evaluation.decided import Decided
from policyrules.evaluation.standings import Exclusion, StandingOutcome
from policyrules.explanation.masking import MASKED, rests_on_sensitive, told_denials, unknown_around

if TYPE_CHECKING:
    from policyrules.evaluation.cohort import DecidedCohort
    from policyrules.evaluation.standings import RankedAward, Standing
    from policyrules.policy.model import Award, Ranking
    from policyrules.values.unknown import Problem


@frozen(slots=False)
class ShownCohort:
    """Names, keys, groups and missing facts, masked where they are sensitive unless `reveal` says otherwise."""

    cohort: DecidedCohort
    reveal: bool

    @cached_property
    def names(self) -> dict[str, str]:
        """What to call every member: by number, where the names are sensitive."""
        hidden = self.cohort.names_are_sensitive and not self.reveal
        return {name: f"#{number}" if hidden else name for number, name in enumerate(self.cohort.members, 1)}

    def award(self, name: str) -> ShownAward:
        """A ranked award."""
        award: Award = self.cohort.checked.items[f"awards.{name}"]
        assert award.rank is not None  # noqa: S101 - only ranked awards are decided over a cohort
        return ShownAward(self, award, award.rank, self.cohort.awards[name])


@frozen(slots=False)
class ShownAward:
    """A ranked award, as far as it may be told."""

    cohort: ShownCohort
    award: Award
    ranking: Ranking
    result: RankedAward

    def keys(self, standing: Standing) -> tuple[Any, ...]:
        """What a member is ranked by."""
        pairs = zip(self.ranking.by, standing.keys, strict=False)
        return tuple(MASKED if self._hidden(one.value) else value for one, value in pairs)

    def group(self, standing: Standing) -> Any:
        """With whom a member competes."""
        return MASKED if self._hidden(self.ranking.per) and standing.group is not None else standing.group

    def excluded_by(self, member: str) -> tuple[str, ...]:
        """The vetoes that deny it the award, or the awards that it won instead."""
        standing, one = self.result.standings[member], self.cohort.cohort.members[member]
        if standing.excluded in {None, Exclusion.WINNER} or not isinstance(one, Decided):
            return standing.excluded_by
        return told_denials(one, self.award, reveal=self.cohort.reveal)

    def _hidden(self, expression: object) -> bool:
        return not self.cohort.reveal and id(expression) in self.cohort.cohort.checked.sensitive_nodes

    @cached_property
    def is_open(self) -> bool:
        """Whether a standing could still change."""
        return any(one.outcome is StandingOutcome.COULD_STILL_ENTER for one in self.result.standings.values())

    @cached_property
    def masked(self) -> bool:
        """Whether it may not be told what keeps standings open, which may depend on what is masked."""
        return not self.cohort.reveal and rests_on_sensitive(self.cohort.cohort.checked, self._rules)

    @property
    def _rules(self) -> set[str]:
        return {f"awards.{name}" for name in (self.award.id, *self.ranking.excepted)}

    @cached_property
    def missing(self) -> dict[str, tuple[str, ...]]:
        """The facts that keep standings open, by the members who lack them.

        Where that may not be told, all facts around the award that are unknown.
        """
        if not self.masked:
            return dict(self.result.missing)
        found: dict[str, tuple[str, ...]] = {}
        for name, one in self.cohort.cohort.members.items() if self.is_open else ():
            if self.result.standings[name].excluded is not None:
                continue
            unknown = unknown_around(one, self._rules) if isinstance(one, Decided) else ()
            if unknown or not isinstance(one, Decided):
                found[name] = tuple(sorted(unknown, key=natural))
        return found

    @cached_property
    def problems(self) -> dict[str, tuple[Problem, ...]]:
        """What could not be computed and keeps standings open, by member; nothing where it may not be told."""
        return {} if self.masked else dict(self.result.problems)
