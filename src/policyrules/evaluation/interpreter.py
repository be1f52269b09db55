"""The reference interpreter: one edition, one record, one day (docs: language).

It decides the rules in the order that checking found, each once, and keeps every step. It is the
semantics: any other way of evaluating is tested against it.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from policyrules.errors import Fault, RecordError
from policyrules.evaluation import awards, bars, duties, scoring, tables, vetoes
from policyrules.evaluation.data import (
    Group,
    ListValue,
    Member,
    Rest,
    Value,
    as_interval,
    unknown_of,
    value_of,
)
from policyrules.evaluation.expressions import Expressions, Step
from policyrules.evaluation.limits import Measures, check_work
from policyrules.evaluation.operators import Settings
from policyrules.evaluation.outcomes import AwardResult, BarResult, DutyResult, Score, VetoResult
from policyrules.policy.types import Fact, ListType
from policyrules.values.calendar import Duration, Period
from policyrules.values.interval import Interval
from policyrules.values.truth import Truth, any_of
from policyrules.values.unknown import Missing, OpenParameter, Problem, Unknown, causes_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policyrules.evaluation.frozen import FrozenMapping
    from policyrules.inference.checked import CheckedEdition
    from policyrules.language.tree import Expr
    from policyrules.policy.model import Parameter


@frozen
class Interpretation:
    """Everything that deciding one record brought about."""

    checked: CheckedEdition
    facts: FrozenMapping[Any]
    #: The day of decision; None, for an expression on its own, is unknown.
    as_of: date | None
    #: Facts, parameters, definitions and tables by name, as they are decided.
    names: dict[str, Value] = field(factory=dict, repr=False)
    #: The results of rules by group and name: `score`, `bars`, `vetoes`, `duties`, `awards`.
    results: dict[str, dict[str, Value]] = field(factory=dict, repr=False)
    #: The steps of every expression, by the key of its place, such as `bars.main.grounds.late.when`.
    steps: dict[str, Step] = field(factory=dict, repr=False)
    bars: dict[str, BarResult] = field(factory=dict)
    lines: dict[str, scoring.ScoredLine] = field(factory=dict, repr=False)
    #: How each row of a table matched, by the table's name.
    matches: dict[str, tuple[Truth, ...]] = field(factory=dict, repr=False)
    vetoes: dict[str, VetoResult] = field(factory=dict)
    awards: dict[str, AwardResult] = field(factory=dict)
    duties: dict[str, DutyResult] = field(factory=dict)
    #: The extent of the facts, which bounds the work.
    measures: Measures = field(factory=Measures, repr=False)
    #: The score, once its total and grade are decided.
    scores: list[Score] = field(factory=list, repr=False)

    @property
    def score(self) -> Score | None:
        """The score, where the edition has a scorecard."""
        return self.scores[-1] if self.scores else None

    @property
    def expressions(self) -> Expressions:
        """The evaluator of the edition's expressions over this record."""
        edition = self.checked.edition
        settings = Settings(edition.month_end, edition.time_zone)
        return Expressions(self.names.__getitem__, self._call_table, settings)

    def step(self, key: str, expression: Expr, bound: Mapping[str, Value] | None = None) -> Step:
        """Evaluate an expression, under variables where there are any, and keep its steps under a key."""
        step = self.expressions.evaluate(expression, bound or {})
        self.steps[key] = step
        return step

    def value(self, key: str, expression: Expr | None, default: Value) -> Value:
        """The value of an expression, kept under a key; a default where there is none."""
        return default if expression is None else self.step(key, expression).value

    def _call_table(self, name: str, arguments: tuple[Value, ...]) -> Value:
        return tables.look_up(self, self.checked.tables[name], arguments)[0]


def interpret(checked: CheckedEdition, facts: FrozenMapping[Any], as_of: date | None) -> Interpretation:
    """Decide all rules of an edition over a record that was read.

    Raises LimitExceeded where the lists of the record would make too much work, and RecordError where
    one has more elements than its size allows.
    """
    run = Interpretation(checked, facts, as_of)
    run.measures.measure(facts, "")
    check_work(checked, run.measures)
    _declare(run)
    for key in checked.order:
        group, _, name = key.partition(".")
        match group:
            case "facts":
                run.names[name] = _sized(run, checked.items[key])
            case "definitions":
                run.names[name] = run.step(key, checked.items[key].value).value
            case "tables":
                tables.decide_table(run, checked.tables[name])
            case "bars":
                bars.decide_bar(run, checked.items[key])
            case "score" if name == "final":
                vetoes.apply_effects(run)
            case "score":
                scoring.decide_score(run, name)
            case "vetoes" if name == "any":
                run.results["vetoes"]["any"] = any_of(_truths(run.results["vetoes"]))
            case "vetoes":
                vetoes.decide_veto(run, checked.items[key])
            case "awards":
                awards.decide_award(run, checked.items[key])
            case "duties":
                duties.decide_duty(run, checked.items[key])
    return run


def _truths(results: dict[str, Value]) -> list[Truth]:
    return [value for value in results.values() if isinstance(value, bool | Unknown)]


def _declare(run: Interpretation) -> None:
    """Give every name a value that does not depend on a rule."""
    edition = run.checked.edition
    for group in ("score", "bars", "vetoes", "duties", "awards"):
        run.results[group] = {}
        run.names[group] = Group(run.results[group])
    run.names["as_of"] = run.as_of or Unknown((Missing("as_of"),))
    for fact in edition.facts:
        run.names[fact.name] = value_of(fact.type, run.facts.get(fact.name), fact.name)
    for parameter in edition.parameters:
        run.names[parameter.id] = parameter_value(parameter)


def parameter_value(parameter: Parameter) -> Value:
    """What a parameter stands for: its value or, while it is open, what its type tells."""
    value = parameter.value
    match value:
        case None:
            return unknown_of(parameter.type, parameter.id, (OpenParameter(parameter.id),))
        case tuple():
            return ListValue(tuple(Member(_literal(item)) for item in value))
        case _:
            return _literal(value)


def _literal(value: object) -> Value:
    if isinstance(value, bool | str | date | Period | Duration):
        return value
    return Interval.of(value)  # type: ignore[arg-type] # every other literal is a number


def _sized(run: Interpretation, fact: Fact) -> Value:
    """A list of which it is said how many elements there must be: those that are lacking are unknown."""
    assert isinstance(fact.type, ListType)  # noqa: S101 - only lists have a size
    assert fact.type.size is not None  # noqa: S101
    size = as_interval(run.step(f"facts.{fact.name}", fact.type.size).value)
    given = run.names[fact.name]
    assert isinstance(given, ListValue)  # noqa: S101 - the fact is a list
    here = len(given.members)
    low = max(0, int(size.low.to_integral_value(ROUND_FLOOR))) if size.low is not None else 0
    high = int(size.high.to_integral_value(ROUND_CEILING)) if size.high is not None else None
    if high is not None and high < here:
        message = "the list has more elements than there must be"
        raise RecordError([Fault(f"/{fact.key}", "list-size", message)])
    if low > here:
        run.measures.lengthen(fact.name, low)
        check_work(run.checked, run.measures)
    missing = tuple(
        Member(unknown_of(fact.type.element, f"{fact.name}[{number}]")) for number in range(here + 1, low + 1)
    )
    members = (*given.members, *missing)
    if high == len(members):
        return ListValue(members, None, given.there or not members)
    causes = causes_of(size)
    if size.exact:
        causes = (
            Problem("list-size", "the size of a list must be a whole number", fact.type.size.span.place),
        )
    most = None if high is None else high - len(members)
    rest = Rest(unknown_of(fact.type.element, fact.name, (Missing(fact.name),)), causes, most)
    return ListValue(members, rest, given.there)
