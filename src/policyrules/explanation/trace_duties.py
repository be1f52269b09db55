"""Duties in a trace: element by element, what is required and when it is due (docs: language, duties)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from policyrules.evaluation.duties import BEST_FIRST
from policyrules.evaluation.outcomes import DutyOutcome
from policyrules.explanation.masking import (
    MASKED,
    due_is_sensitive,
    elements_are_sensitive,
    requirement_is_sensitive,
)
from policyrules.explanation.trace_node import TraceNode, item_node, marked
from policyrules.values.unknown import Unknown

if TYPE_CHECKING:
    from policyrules.evaluation.outcomes import DutyElement
    from policyrules.explanation.trace_conditions import Conditions
    from policyrules.policy.model import Duty

_RANKS = {outcome.value: rank for rank, outcome in enumerate(BEST_FIRST)}


def duty_node(conditions: Conditions, duty: Duty) -> TraceNode:
    """A duty with its elements, the worst first; with its requirements where it has no elements."""
    result, key = conditions.run.duties[duty.id], f"duties.{duty.id}"
    nothing = result.outcome is DutyOutcome.NOT_APPLICABLE
    told = result.outcome is not DutyOutcome.UNDETERMINED
    children = conditions.applies(f"{key}.applies", nothing, told=told)
    details: tuple[tuple[str, Any], ...] = (("modality", duty.modality), ("by", duty.by))
    if duty.elements is None:
        due, inner = _required(conditions, duty, result.elements[0], key, result.outcome)
        details += due
    else:
        inner = _elements(conditions, duty)
    children += [evolve(child, decisive=child.decisive and not nothing) for child in inner]
    return item_node("duty", duty, outcome=result.outcome.value, children=tuple(children), details=details)


def _elements(conditions: Conditions, duty: Duty) -> list[TraceNode]:
    """The list of elements and each of them, or the list alone where they would tell sensitive facts."""
    result, key = conditions.run.duties[duty.id], f"duties.{duty.id}"
    source = conditions.condition(f"{key}.for")
    if not conditions.reveal and elements_are_sensitive(conditions.run.checked, duty):
        return [source]
    elements = [*result.elements, *([] if result.further is None else [result.further])]
    nodes = [_element(conditions, duty, one, result.outcome) for one in elements]
    unsure = any(one.belongs is None and node.decisive for one, node in zip(elements, nodes, strict=True))
    source = evolve(source, decisive=unsure or not elements)
    return [source, *sorted(nodes, key=lambda node: -_RANKS.get(node.outcome, 0))]


def _element(conditions: Conditions, duty: Duty, one: DutyElement, outcome: DutyOutcome) -> TraceNode:
    assert duty.elements is not None  # noqa: S101 - asked before
    key = f"duties.{duty.id}.elements.{one.number}"
    details, children = _required(conditions, duty, one, key, one.outcome)
    hidden = any(child.kind == "requirement" and child.outcome == MASKED for child in children)
    if one.belongs is None:
        details += (("belongs", Unknown()),)
    return TraceNode(
        "element",
        f"{duty.elements.variable}[{one.number}]",
        outcome=MASKED if hidden else one.outcome.value,
        decisive=hidden or _counts(one, outcome),
        children=tuple(children),
        details=details,
    )


def _counts(one: DutyElement, outcome: DutyOutcome) -> bool:
    """Whether the outcome of a duty rests on an element."""
    if outcome is DutyOutcome.UNDETERMINED:
        return one.outcome is outcome or (one.belongs is None and one.outcome is not DutyOutcome.MET)
    return one.outcome is outcome and (one.belongs is True or outcome is DutyOutcome.MET)


def _required(
    conditions: Conditions, duty: Duty, one: DutyElement, key: str, wanted: DutyOutcome
) -> tuple[tuple[tuple[str, Any], ...], list[TraceNode]]:
    """The due day as a detail; and nodes for it and for every requirement."""
    checked, reveal = conditions.run.checked, conditions.reveal
    details: tuple[tuple[str, Any], ...] = ()
    children = []
    if duty.due is not None:
        hidden = not reveal and due_is_sensitive(checked, duty)
        day = MASKED if hidden else one.due or Unknown()
        decisive = hidden or (one.due is None and wanted is DutyOutcome.UNDETERMINED)
        inner = conditions.condition(f"{key}.due")
        details = (("due", day),)
        children.append(TraceNode("due", value=day, children=(inner,), decisive=decisive))
    required = [
        item_node(
            "requirement",
            part,
            outcome=MASKED
            if not reveal and requirement_is_sensitive(checked, duty, part)
            else one.requirements[part.id].value,
            children=(conditions.condition(f"{key}.requires.{part.id}"),),
        )
        for part in duty.requires
    ]
    masked = any(node.outcome == MASKED for node in required)
    return details, children + (required if masked else list(marked(required, wanted.value)))
