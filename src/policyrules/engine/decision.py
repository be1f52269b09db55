"""A decision: what it says, on which facts, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from policyrules.evaluation.decide import gaps_of, missing_in, problems_in
from policyrules.evaluation.decided import Decided
from policyrules.evaluation.interpreter import interpret
from policyrules.explanation.decision_json import decision_data, json_text
from policyrules.explanation.text import render_text
from policyrules.explanation.trace import build_trace
from policyrules.explanation.trace_json import trace_data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policyrules.evaluation.outcomes import AwardResult, BarResult, DutyResult, Score, VetoResult
    from policyrules.explanation.trace_node import TraceNode
    from policyrules.values.unknown import Problem


@frozen(repr=False)
class Decision(Decided):
    """The decision of one record for one day; immutable and picklable (docs: language, decisions).

    Results are mappings by id, in the order of the policy.
    """

    @property
    def policy(self) -> str:
        """The id of the policy."""
        return self.checked.edition.policy

    @property
    def edition(self) -> str:
        """The name of the edition."""
        return self.checked.edition.edition

    @property
    def digest(self) -> str:
        """The digest of the edition."""
        return self.checked.digest

    @property
    def bars(self) -> Mapping[str, BarResult]:
        """The outcome of every bar."""
        return self.outcomes.bars

    @property
    def score(self) -> Score | None:
        """The score; None where the policy has no scorecard."""
        return self.outcomes.score

    @property
    def vetoes(self) -> Mapping[str, VetoResult]:
        """The outcome of every veto."""
        return self.outcomes.vetoes

    @property
    def awards(self) -> Mapping[str, AwardResult]:
        """The outcome of every award."""
        return self.outcomes.awards

    @property
    def duties(self) -> Mapping[str, DutyResult]:
        """The outcome of every duty."""
        return self.outcomes.duties

    @property
    def values(self) -> Mapping[str, Any]:
        """The values of definitions and tables: plain values, Interval, or Unknown."""
        return self.outcomes.values

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts and open parameters that keep an outcome undetermined or a number inexact.

        Facts are given by path, with elements counted from 1: `sanctions[2].state`.
        """
        return missing_in(cause for gap in gaps_of(self) for cause in gap.causes)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be computed and keeps an outcome undetermined or a number inexact."""
        return problems_in(cause for gap in gaps_of(self) for cause in gap.causes)

    @property
    def determined(self) -> bool:
        """Whether every outcome is determined and every number exact."""
        return not gaps_of(self)

    def trace(self, *, reveal: bool = False) -> TraceNode:
        """Why, as a tree of rules, conditions and facts; `reveal` shows sensitive values."""
        return build_trace(interpret(self.checked, self.facts, self.as_of), reveal=reveal)

    def explain(
        self,
        *,
        format: Literal["text", "json"] = "text",  # noqa: A002 - the word of the interface
        language: str = "en",
        detail: Literal["decisive", "full"] = "decisive",
        reveal: bool = False,
    ) -> str:
        """Why, for people (`text`, in `en` or `zh`) or as `policyrules/trace/1` (`json`)."""
        tree = self.trace(reveal=reveal)
        if format == "json":
            return json_text(trace_data(self, tree))
        if format != "text":
            raise ValueError(f"format is text or json, not {format!r}")
        return render_text(self, tree, language=language, detail=detail, reveal=reveal)

    def to_json(self, *, reveal: bool = False) -> str:
        """`policyrules/decision/1`: the same bytes for the same digest, record, day and engine version."""
        return json_text(self.to_data(reveal=reveal))

    def to_data(self, *, reveal: bool = False) -> dict[str, Any]:
        """The data of `to_json`, which another policy can read as a fact of type `decision`."""
        return decision_data(self, reveal=reveal)

    def __repr__(self) -> str:
        return f"<Decision of {self.policy} {self.edition} as of {self.as_of}>"
