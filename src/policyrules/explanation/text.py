"""Explanations as text for a terminal (docs: explanations)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from policyrules.explanation.masking import MASKED, shown_gaps
from policyrules.explanation.phrases import citation, consequence, units
from policyrules.explanation.trace_node import ListCount
from policyrules.explanation.wording import say
from policyrules.policy.model import Deny, GradeAtMost, GradeDown, GradeIs, Measure
from policyrules.policy.types import ChoiceType, Fact, NumberType, every_fact
from policyrules.values.calendar import (
    Duration,
    Period,
    date_text,
    datetime_text,
    duration_words,
    period_words,
)
from policyrules.values.interval import Interval
from policyrules.values.numbers import CARRY, decimal_text, round_to_places
from policyrules.values.unknown import Unknown

if TYPE_CHECKING:
    from policyrules.evaluation.decided import Decided
    from policyrules.explanation.trace_node import TraceNode
    from policyrules.policy.model import Provenance

_GROUPS = (
    ("bar", "bars"),
    ("score", "score"),
    ("veto", "vetoes"),
    ("award", "awards"),
    ("duty", "duties"),
    ("definition", "definitions"),
    ("table", "definitions"),
)
_MARKS = {
    "barred": "✗",
    "advised against": "!",
    "triggered": "✗",
    "eligible": "✓",
    "ineligible": "✗",
    "denied": "✗",
    "met": "✓",
    "not yet due": "○",
    "not met": "✗",
    "clear": "✓",
    "undetermined": "?",
    "not applicable": "–",
    "true": "✓",
    "false": "✗",
    "unknown": "?",
}


def render_text(
    decided: Decided, tree: TraceNode, *, language: str, detail: Literal["decisive", "full"], reveal: bool
) -> str:
    """The decision and its reasons, indented."""
    renderer = _Renderer(decided, language, detail == "full", _facts(decided))
    return "\n".join([*renderer.head(reveal), *renderer.body(tree), *renderer.open_ends(reveal)])


def render_rule(decided: Decided, tree: TraceNode, kind: str, name: str, *, language: str = "en") -> str:
    """One rule, by its kind in the trace and its id, with its decisive reasons; empty where there is none."""
    found = [node for node in _nodes(tree) if node.kind == kind and node.id == name]
    if not found:
        return ""
    # A definition is explained where it is met first.
    node = next((one for one in found if one.children), found[0])
    renderer = _Renderer(decided, language, False, _facts(decided))
    match kind:
        case "line" | "adjustment":
            lines = [*renderer.line(node)]
            lines += renderer.children(node, 6) if len(lines) == 1 else ()
        case "definition" | "table":
            lines = [*renderer.node(node, 2)]
        case _:
            lines = [*renderer.rule(node)]
    return "\n".join(lines)


def _nodes(tree: TraceNode) -> Iterator[TraceNode]:
    yield tree
    for child in tree.children:
        yield from _nodes(child)


def _facts(decided: Decided) -> dict[str, Fact]:
    return {fact.path: fact for fact in every_fact(decided.checked.edition.facts)}


def _is_constant(node: TraceNode) -> bool:
    """A part in which nothing is read, such as a figure written out."""
    return (
        node.kind == "condition" and not node.children and node.value != MASKED and node.outcome != "unknown"
    )


def _short(number: Decimal) -> str:
    """A number for reading: one with many places is told to six of them."""
    text = decimal_text(number)
    if len(text.partition(".")[2]) <= 8:
        return text
    return f"≈ {decimal_text(round_to_places(number, 6, 'half even'))}"


@frozen
class _Renderer:
    decided: Decided
    language: str
    full: bool
    facts: dict[str, Fact]

    def say(self, key: str, **values: object) -> str:
        return say(self.language, key, **values)

    def head(self, reveal: bool) -> Iterator[str]:
        edition = self.decided.checked.edition
        title = edition.title.pick(self.language) or edition.policy
        yield self.say("head", title=title, policy=edition.policy, edition=edition.edition)
        name = self.decided.facts.get(edition.subject.id)
        if name is None:
            line = self.say("decided_unnamed", as_of=date_text(self.decided.as_of))
        else:
            hidden = not reveal and self.facts[edition.subject.id].sensitive
            shown = MASKED if hidden else self.plain(name)
            line = self.say(
                "decided",
                noun=edition.subject.noun.pick(self.language) or self.say("case"),
                id=shown,
                as_of=date_text(self.decided.as_of),
            )
        asides = [self.say("any_date")] if self.decided.any_date else []
        asides += [self.say("draft")] if edition.status == "draft" else []
        yield line + "".join(self.say("aside", text=aside) for aside in asides)
        if edition.notice:
            yield f"‖ {edition.notice.tell(self.language)}"

    def body(self, tree: TraceNode) -> Iterator[str]:
        done: set[str] = set()
        for kind, group in _GROUPS:
            nodes = [node for node in tree.children if node.kind == kind]
            if nodes and group not in done:
                yield ""
                yield self.say(group)
                done.add(group)
            for node in nodes:
                yield from self.rule(node)

    def open_ends(self, reveal: bool) -> Iterator[str]:
        gaps = shown_gaps(self.decided, reveal=reveal)
        if gaps.missing:
            yield ""
            yield self.say("missing")
            yield from (f"  {self.fact_name(path)}" for path in gaps.missing)
        if gaps.codes:
            yield ""
            yield self.say("problems")
            yield from (f"  {problem.message} ({problem.place})" for problem in gaps.problems)
            if gaps.masked:
                yield f"  {self.say('masked_problem')}"

    def rule(self, node: TraceNode) -> Iterator[str]:
        if node.kind == "score":
            yield from self.score(node)
            return
        mark = _MARKS.get(node.outcome, "·")
        outcome = self.say(node.outcome) if node.outcome else self.value(node.value)
        yield f"  {mark} {self.told(node, outcome)}"
        yield from self.because(node, 6)
        if node.kind == "duty":
            yield f"      {self.bearer(node)}"
        yield from self.children(node, 6)

    def bearer(self, node: TraceNode) -> str:
        """How a duty binds and whom, and until when where it is one for the whole record."""
        details = dict(node.details)
        line = self.say(f"{details['modality']}_by", who=details["by"].tell(self.language))
        if "due" in details:
            line += self.say("comma") + self.say("due", day=self.value(details["due"]))
        return line

    def element(self, node: TraceNode) -> str:
        """An element of a list; of that of a duty, also until when, and whether it is one of them."""
        details = dict(node.details)
        asides = [self.say("due", day=self.value(details["due"]))] if "due" in details else []
        asides += [self.say("perhaps")] if "belongs" in details else []
        line = self.say("outcome", name=node.id, outcome=self.say(node.outcome))
        return line + (self.say("aside", text=self.say("comma").join(asides)) if asides else "")

    def score(self, node: TraceNode) -> Iterator[str]:
        details = dict(node.details)
        line = self.say("total", total=self.value(node.value))
        yield f"  {line}{self.grade(details['grade'], details['possible_grades'])}"
        changed = details["final_total"] != node.value or details["final_grade"] != details["grade"]
        if changed or details["possible_final_grades"] != details["possible_grades"]:
            after = self.say("final_total", total=self.value(details["final_total"]))
            yield f"  {after}{self.grade(details['final_grade'], details['possible_final_grades'])}"
        for child in node.children:
            yield from self.line(child)

    def grade(self, grade: str | None, possible: tuple[str, ...]) -> str:
        if grade is not None:
            return self.say("comma") + self.say("grade", grade=self.grade_name(grade))
        if not possible:
            return ""
        return self.say("comma") + self.say("possible", grades=" / ".join(map(self.grade_name, possible)))

    def grade_name(self, grade: str) -> str:
        card = self.decided.checked.edition.scorecard
        labels = {one.id: one.label for one in card.grades} if card is not None else {}
        label = labels[grade].pick(self.language) if grade in labels else ""
        return label or grade

    def line(self, node: TraceNode) -> Iterator[str]:
        if node.kind == "limit":
            yield f"  · {self.say('limit', points=self.signed(node.value))}"
            return
        if node.kind == "adjustment":
            points = self.say("adjustment", points=self.signed(node.value))
            yield f"  · {self.told(node, points)}"
        else:
            details = dict(node.details)
            told = self.say("of", points=self.value(node.value), weight=self.value(details["weight"]))
            if details["lost"] != Interval.of(0):
                told += self.say("comma") + self.say("lost", lost=self.value(details["lost"]))
            if details["applies"] is not True:
                told += self.say("comma") + self.say(
                    "not_counted" if details["applies"] is False else "maybe_counted"
                )
            yield f"  · {self.told(node, told)}"
        yield from self.because(node, 6)
        if self.full or node.kind == "adjustment" or dict(node.details)["lost"] != Interval.of(0):
            yield from self.children(node, 6)

    def signed(self, value: Any) -> str:
        text = self.value(value)
        positive = isinstance(value, Interval) and value.exact and value.value > 0
        return f"+{text}" if positive else text

    def because(self, node: TraceNode, indent: int) -> Iterator[str]:
        if node.because:
            yield f"{' ' * indent}{node.because.tell(self.language)}"

    def children(self, node: TraceNode, indent: int) -> Iterator[str]:
        for child in node.children:
            if (self.full or child.decisive) and not _is_constant(child):
                yield from self.node(child, indent)

    def node(self, node: TraceNode, indent: int) -> Iterator[str]:
        pad = " " * indent
        match node.kind:
            case "ground":
                mark = "✓" if node.outcome == "true" else _MARKS.get(node.outcome, "·")
                yield f"{pad}{mark} {self.told(node, self.say(node.outcome))}"
                yield from self.because(node, indent + 2)
            case "applies":
                yield pad + self.say("outcome", name=self.say("applies"), outcome=self.say(node.outcome))
            case "eligible":
                yield pad + self.say("outcome", name=self.say("condition"), outcome=self.say(node.outcome))
            case "denial":
                veto = self.say("veto", name=self.name(node))
                yield pad + self.say("outcome", name=veto, outcome=self.say(node.outcome))
            case "requirement":
                yield f"{pad}{_MARKS.get(node.outcome, '·')} {self.told(node, self.say(node.outcome))}"
                yield from self.because(node, indent + 2)
            case "due":
                yield pad + self.say("due", day=self.value(node.value))
            case "effect":
                yield f"{pad}→ {self.effect(node)}{self.citation(node.provenance)}"
            case "deduction":
                yield f"{pad}− {self.told(node, self.value(node.value))}"
            case "element":
                yield pad + self.element(node)
            case "row":
                yield pad + self.say(
                    "outcome", name=self.say("row", id=node.id), outcome=self.say(node.outcome)
                )
            case "fact" | "parameter" | "result":
                yield f"{pad}{self.fact_name(node.id)} = {self.fact_value(node)}{self.citation(node.provenance)}"
                return
            case "definition" if node.children:
                being = self.say("being", text=node.children[0].text)
                yield f"{pad}{node.id} = {self.value(node.value)}{being}"
                yield from self.children(node.children[0], indent + 2)
                return
            case "definition" | "table":
                yield f"{pad}{node.id} = {self.value(node.value)}"
            case _:
                yield f"{pad}{node.text} → {self.value(node.value)}"
        yield from self.children(node, indent + 2)

    def effect(self, node: TraceNode) -> str:
        what: Any = node.value
        if isinstance(what, GradeIs | GradeAtMost | GradeDown | Deny | Measure):
            text = consequence(self.language, what, self.grade_name, "")
        else:
            text = self.say("effect_score", score=self.value(what))
        days = [self.say(key, day=self.value(day)) for key, day in node.details if day is not None]
        label = node.label.pick(self.language)
        told = self.say("outcome", name=label, outcome=text) if label else text
        return told + self.say("aside", text=self.say("comma").join([self.say(node.outcome), *days]))

    def name(self, node: TraceNode) -> str:
        label = node.label.pick(self.language)
        return self.say("named", label=label, id=node.id) if label not in {"", node.id} else node.id

    def told(self, node: TraceNode, outcome: str) -> str:
        """A rule by its name, what came of it, and where it comes from."""
        return self.say("outcome", name=self.name(node), outcome=outcome) + self.citation(node.provenance)

    def fact_name(self, path: str) -> str:
        fact = self.facts.get(re.sub(r"\[\d+\]", "[]", path))
        label = fact.label.pick(self.language) if fact is not None else ""
        if not label:
            parameter = self.decided.checked.parameters.get(path)
            label = parameter.label.pick(self.language) if parameter is not None else ""
        return self.say("named", label=label, id=path) if label not in {"", path} else path

    def fact_value(self, node: TraceNode) -> str:
        parameter = self.decided.checked.parameters.get(node.id)
        if node.kind == "parameter" and parameter is not None and parameter.value is None:
            return self.say("open")
        fact = self.facts.get(re.sub(r"\[\d+\]", "[]", node.id))
        if fact is not None and isinstance(fact.type, ChoiceType) and isinstance(node.value, str | Decimal):
            label = fact.type.label(node.value, self.language)
            if label:
                return label
        if fact is not None and isinstance(fact.type, NumberType) and node.value != MASKED:
            return self.number(node.value, fact.type)
        return self.value(node.value)

    def number(self, value: Any, kind: NumberType) -> str:
        """A number as its fact is declared: a percent as such, others with their unit."""
        if kind.percent and isinstance(value, Decimal):
            return f"{decimal_text(CARRY.multiply(value, Decimal(100)))}%"
        text = self.value(value)
        return f"{text} {kind.unit}" if kind.unit and isinstance(value, Decimal | Interval) else text

    def citation(self, provenance: Provenance) -> str:
        told = citation(self.language, provenance)
        return self.say("cited", citation=told) if told else ""

    def plain(self, value: Any) -> str:
        return value if isinstance(value, str) else self.value(value)

    def value(self, value: Any) -> str:
        match value:
            case str() if value == MASKED:
                return value
            case bool():
                return self.say("true" if value else "false")
            case str():
                return f'"{value}"'
            case Unknown() | None:
                return self.say("unknown")
            case Decimal():
                return _short(value)
            case Interval():
                return self.interval(value)
            case datetime():
                return datetime_text(value)
            case date():
                return date_text(value)
            case Period():
                return units(self.language, period_words(value))
            case Duration():
                return units(self.language, duration_words(value))
            case ListCount():
                return self.elements(value)
            case tuple():
                return f"[{', '.join(map(self.value, value))}]"
            case _:
                return "{" + ", ".join(f"{name}: {self.value(item)}" for name, item in value.items()) + "}"

    def interval(self, value: Interval) -> str:
        low = None if value.low is None else _short(value.low)
        high = None if value.high is None else _short(value.high)
        if low is None and high is None:
            return self.say("unknown")
        if low is None or high is None:
            return self.say("at_most", high=high) if low is None else self.say("at_least", low=low)
        return low if low == high else self.say("range", low=low, high=high)

    def elements(self, value: ListCount) -> str:
        if value.most is None:
            return self.say("elements_least", least=value.least)
        if value.least == value.most:
            return self.say("elements_one" if value.least == 1 else "elements", count=value.least)
        return self.say("elements_range", least=value.least, most=value.most)
