"""Explanations as text for a terminal (docs: explanations)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from policyrules.explanation.masking import MASKED, shown_gaps
from policyrules.explanation.trace import ListCount
from policyrules.explanation.wording import UNITS_ZH, say
from policyrules.policy.model import Deny, GradeAtMost, GradeDown, GradeIs, Measure
from policyrules.policy.types import ChoiceType, Fact, ListType, NumberType, RecordType, Type
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
    from policyrules.explanation.trace import TraceNode
    from policyrules.policy.model import Provenance

_GROUPS = (
    ("bar", "bars"),
    ("score", "score"),
    ("veto", "vetoes"),
    ("definition", "definitions"),
    ("table", "definitions"),
)
_MARKS = {
    "barred": "✗",
    "advised against": "!",
    "triggered": "✗",
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
    renderer = _Renderer(decided, language, detail == "full", dict(_facts(decided.checked.edition.facts)))
    return "\n".join([*renderer.head(reveal), *renderer.body(tree), *renderer.open_ends(reveal)])


def _facts(facts: tuple[Fact, ...]) -> Iterator[tuple[str, Fact]]:
    for fact in facts:
        yield fact.path, fact
        kind: Type = fact.type
        while isinstance(kind, ListType):
            kind = kind.element
        if isinstance(kind, RecordType):
            yield from _facts(kind.fields)


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
        yield from self.children(node, 6)

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
            case "effect":
                yield f"{pad}→ {self.effect(node)}{self.citation(node.provenance)}"
            case "deduction":
                yield f"{pad}− {self.told(node, self.value(node.value))}"
            case "element":
                yield pad + self.say("outcome", name=node.id, outcome=self.say(node.outcome))
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
        match what:
            case GradeIs(grade):
                text = self.say("effect_grade", grade=self.grade_name(grade))
            case GradeAtMost(grade):
                text = self.say("effect_grade_at_most", grade=self.grade_name(grade))
            case GradeDown(steps):
                text = self.say("effect_grade_down", steps=steps)
            case Deny(award):
                text = self.say("effect_deny", award=self.say("all") if award == "all" else award)
            case Measure(kind, name):
                text = self.say(f"effect_{kind}", name=name)
            case _:
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
        parts = []
        if provenance.clauses:
            clause = self.say("clause", clauses=", ".join(provenance.clauses))
            document = provenance.document + self.say("comma") if provenance.document else ""
            quoted = f"“{provenance.quote}”"
            told = self.say("outcome", name=clause, outcome=quoted) if provenance.quote else clause
            parts.append(document + told)
        if provenance.assumed:
            parts.append(self.say("assumed", why=provenance.assumed))
        if provenance.delegated:
            parts.append(self.say("delegated", who=provenance.delegated))
        return self.say("cited", citation=self.say("semicolon").join(parts)) if parts else ""

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
                return self.units(period_words(value))
            case Duration():
                return self.units(duration_words(value))
            case ListCount():
                return self.elements(value)
            case tuple():
                return f"[{', '.join(map(self.value, value))}]"
            case _:
                return "{" + ", ".join(f"{name}: {self.value(item)}" for name, item in value.items()) + "}"

    def units(self, words: str) -> str:
        """`3 years` in the language."""
        if self.language != "zh":
            return words
        return "".join(UNITS_ZH.get(word, word) for word in words.split())

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
