"""The trace of a decision: a tree from rules to facts (docs: language, decisions)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from policyrules.evaluation.outcomes import BarOutcome
from policyrules.explanation.masking import MASKED
from policyrules.explanation.trace_awards import award_node
from policyrules.explanation.trace_conditions import Conditions
from policyrules.explanation.trace_duties import duty_node
from policyrules.explanation.trace_node import TraceNode, item_node, marked, truth_word
from policyrules.explanation.trace_vetoes import veto_node
from policyrules.values.interval import Interval

if TYPE_CHECKING:
    from policyrules.evaluation.interpreter import Interpretation
    from policyrules.policy.model import Adjustment, Bar, Indicator


def build_trace(run: Interpretation, *, reveal: bool = False) -> TraceNode:
    """The trace of everything that was decided."""
    conditions = Conditions(run, reveal)
    builder = _Builder(run, conditions)
    edition = run.checked.edition
    children = [builder.bar(bar) for bar in edition.bars]
    if edition.scorecard is not None:
        children.append(builder.score())
    children += [veto_node(conditions, veto) for veto in edition.vetoes]
    children += [award_node(conditions, award) for award in edition.awards]
    children += [duty_node(conditions, duty) for duty in edition.duties]
    if not edition.has_rules:
        children = [conditions.definition(one.id) for one in edition.definitions]
        children += [conditions.table(one.id) for one in edition.tables if not one.callable]
    return TraceNode(
        "policy", edition.policy, label=edition.title, children=tuple(children), span=edition.span
    )


@frozen
class _Builder:
    run: Interpretation
    conditions: Conditions

    def bar(self, bar: Bar) -> TraceNode:
        result = self.run.bars[bar.id]
        key = f"bars.{bar.id}"
        nothing = result.outcome is BarOutcome.NOT_APPLICABLE
        told = result.outcome is not BarOutcome.UNDETERMINED
        children = self.conditions.applies(f"{key}.applies", nothing, told=told)
        for ground in bar.grounds:
            child = self.conditions.condition(f"{key}.grounds.{ground.id}")
            outcome = truth_word(self.run.steps[f"{key}.grounds.{ground.id}"].value)
            if nothing and child.value == MASKED:
                outcome = MASKED  # the outcome of the bar does not tell it
            children.append(item_node("ground", ground, outcome=outcome, children=(child,)))
        wanted = {
            BarOutcome.BARRED: "true",
            BarOutcome.ADVISED_AGAINST: "true",
            BarOutcome.UNDETERMINED: "unknown",
            BarOutcome.CLEAR: "false",
        }.get(result.outcome)
        return item_node("bar", bar, outcome=result.outcome.value, children=marked(children, wanted))

    def score(self) -> TraceNode:
        card, score = self.run.checked.edition.scorecard, self.run.score
        assert card is not None  # noqa: S101 - asked before
        assert score is not None  # noqa: S101
        children = [self.line(one) for one in card.indicators]
        children += [self.adjustment(one) for one in card.adjustments]
        if score.limited != Interval.of(0):
            children.append(TraceNode("limit", "limits", value=score.limited, span=card.span))
        details = (
            ("grade", score.grade),
            ("possible_grades", score.possible_grades),
            ("final_total", score.final_total),
            ("final_grade", score.final_grade),
            ("possible_final_grades", score.possible_final_grades),
        )
        return TraceNode(
            "score", "score", value=score.total, children=tuple(children), details=details, span=card.span
        )

    def line(self, one: Indicator) -> TraceNode:
        scored = self.run.lines[one.id]
        key = f"score.{one.id}"
        children = self.conditions.applies(f"{key}.applies", scored.line.applies is False, told=True)
        for part in ("share", "points", "table", "when"):
            if f"{key}.{part}" in self.run.steps:
                children.append(
                    evolve(
                        self.conditions.condition(f"{key}.{part}"), decisive=scored.line.applies is not False
                    )
                )
        for deduction in one.deduct:
            base = f"{key}.deduct.{deduction.id}"
            inner = tuple(
                self.conditions.condition(f"{base}.{part}")
                for part in ("each", "when", "points")
                if f"{base}.{part}" in self.run.steps
            )
            taken = scored.deductions.get(deduction.id)
            hidden = any(child.value == MASKED for child in inner)
            zero = taken == Interval.of(0)
            children.append(
                item_node(
                    "deduction",
                    deduction,
                    value=MASKED if hidden else taken,
                    children=inner,
                    decisive=hidden or not zero,
                )
            )
        details = (
            ("weight", scored.line.weight),
            ("lost", scored.line.lost),
            ("applies", scored.line.applies),
        )
        return item_node("line", one, value=scored.line.points, children=tuple(children), details=details)

    def adjustment(self, one: Adjustment) -> TraceNode:
        key = f"score.{one.id}"
        score = self.run.score
        assert score is not None  # noqa: S101 - the scorecard was decided
        points = score.adjustments[one.id]
        children = [
            *self.conditions.applies(f"{key}.applies", points == Interval.of(0), told=False),
            self.conditions.condition(f"{key}.points"),
        ]
        return item_node("adjustment", one, value=points, children=tuple(children))
