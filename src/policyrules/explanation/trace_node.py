"""The nodes of a trace (docs: language, decisions)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from policyrules.policy.model import NO_PROVENANCE, Item, Provenance
from policyrules.policy.words import NO_WORDS, Words
from policyrules.text.source import NOWHERE, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policyrules.evaluation.data import Value


@frozen
class TraceNode:
    """A rule, a ground, a condition or a fact, and what came of it."""

    #: policy, bar, ground, applies, score, line, deduction, adjustment, limit, veto, effect, award,
    #: eligible, denial, duty, due, requirement, definition, table, row, condition, element, fact,
    #: parameter or result.
    kind: str
    #: The id of a rule; the path of a fact; the variable of an element; empty for other expressions.
    id: str = ""
    #: The expression as it is written, on one line.
    text: str = ""
    #: The outcome in a word, for rules and conditions: `barred`, `true`, `unknown`, …
    outcome: str = ""
    #: The value, for whatever has one; MASKED where it may not be shown.
    value: Any = None
    #: Whether the outcome above rests on this.
    decisive: bool = True
    children: tuple[TraceNode, ...] = ()
    label: Words = NO_WORDS
    because: Words = NO_WORDS
    provenance: Provenance = NO_PROVENANCE
    span: Span = field(default=NOWHERE, eq=False, repr=False)
    #: Further values by name, such as the weight of a line.
    details: tuple[tuple[str, Any], ...] = ()


@frozen
class ListCount:
    """A list told by how many elements it has at least and at most (None: any number)."""

    least: int
    most: int | None


def item_node(kind: str, item: Item, **more: Any) -> TraceNode:
    """A node for a named thing of the policy."""
    return TraceNode(
        kind,
        item.id,
        label=item.label,
        because=item.because,
        provenance=item.provenance,
        span=item.span,
        **more,
    )


def truth_word(value: Value) -> str:
    """`true`, `false` or `unknown`."""
    return "true" if value is True else "false" if value is False else "unknown"


def marked(children: Iterable[TraceNode], wanted: str | None) -> tuple[TraceNode, ...]:
    """Children of which those are decisive that have the wanted outcome."""
    return tuple(
        child if child.kind == "applies" else evolve(child, decisive=child.outcome == wanted)
        for child in children
    )
