"""Mutants of an edition: what it would be with one small mistake in it (docs: testing, mutation)."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import attrs
from attrs import evolve, field, frozen

from policyrules.language.literals import literal_text
from policyrules.language.tree import Literal, Node
from policyrules.policy.forms import by_name
from policyrules.policy.model import (
    Bar,
    Duty,
    Edition,
    Effect,
    GradeDown,
    Measure,
    Parameter,
    Scorecard,
    Table,
)
from policyrules.policy.types import ChoiceType, Fact, ListType, NumberType, RecordType
from policyrules.policy.walk import free_names
from policyrules.testing.mutation_operators import (
    Altered,
    altered,
    altered_cells,
    number_text,
    steps_from,
    unit_of,
)
from policyrules.text.diagnostic import Diagnostics
from policyrules.text.source import Span
from policyrules.text.yaml import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from policyrules.policy.types import Type

#: Attributes that have another name in a policy file, and those in which nothing is changed.
_WRITTEN: Final = {"start": "from", "duration": "for", "consequence": ""}
_LEFT_OUT: Final = {"provenance", "type", "inputs", "output", "subject", "by"}
#: What can be dropped from a part, and how many of it must be left.
_DROPPED: Final[dict[str, tuple[str, int]]] = {
    "bars": ("bar", 0),
    "vetoes": ("veto", 0),
    "grounds": ("ground", 1),
    "effects": ("effect", 1),
    "deduct": ("deduction", 1),
    "requires": ("requirement", 1),
    "rows": ("row", 1),
}


@frozen
class Mutant:
    """An edition with one small mistake in it, which need not be one that checking lets pass."""

    #: The kind of the mistake, such as `number`, `comparison` or `drop`.
    operator: str
    #: The rule and the key in it: `bars.main_grant.grounds.sanctioned.when`.
    place: str
    span: Span
    #: What stood there, and what stands there instead; empty where it was dropped.
    before: str
    after: str
    edition: Edition = field(repr=False)
    #: Which one it is of those that change the same at the same place, from 1.
    number: int = 1

    @property
    def change(self) -> str:
        """The mistake in words: `>= -> >`, or `small dropped`."""
        told = f"{self.before} -> {self.after}" if self.after else f"{self.before} dropped"
        return f"{told} (#{self.number})" if self.number > 1 else told


def mutants_of(edition: Edition) -> list[Mutant]:
    """The mutants of an edition; of an amendment only those of what it changes itself."""
    values = _parameter_spans(edition)
    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for one in (*_parts(edition), *_shifted(edition)):
        span = values.get(one.place, one.span)
        if span.source is edition.source:
            key = (one.place, one.before, one.after)
            seen[key] += 1
            found.append(Mutant(one.operator, one.place, span, one.before, one.after, one.value, seen[key]))
    return found


def _parameter_spans(edition: Edition) -> dict[str, Span]:
    """Where the values of parameters are written, which the model does not keep."""
    document = read_yaml(edition.source, Diagnostics())
    keys = by_name(document)
    if "changes" in keys:
        keys = by_name(keys["changes"].value)
    items = by_name(keys["parameters"].value) if "parameters" in keys else {}
    found = {name: by_name(entry.value).get("value") for name, entry in items.items()}
    return {f"parameters.{name}": entry.value.span for name, entry in found.items() if entry is not None}


def _parts(part: Any) -> Iterator[Altered]:
    """Every small change of a part of an edition, as the part with the change."""
    if isinstance(part, Node):
        yield from altered(part)
        return
    yield from _own(part)
    for attribute in attrs.fields(type(part)):
        name = attribute.name
        if attribute.eq is False or attribute.metadata.get("wording") or name in _LEFT_OUT:
            continue
        if isinstance(part, Parameter) or name in {"cells", "grades", "round"}:
            continue  # their own changes are all
        for one in _of_field(_WRITTEN.get(name, name), getattr(part, name)):
            yield evolve(one, value=evolve(part, **{name: one.value}))


def _of_field(name: str, value: Any) -> Iterator[Altered]:
    """The changes of what a field holds, each under the name of the field and of the item."""
    if isinstance(value, tuple):
        if name in _DROPPED:
            yield from _drops(name, value)
        for index, item in enumerate(value):
            before, after = value[:index], value[index + 1 :]
            if isinstance(item, tuple):
                key, expression = item
                changes = (one.within(key, (key, one.value)) for one in _parts(expression))
            elif attrs.has(type(item)):
                changes = (one.within(_id(item), one.value) for one in _parts(item))
            else:
                continue
            for one in changes:
                yield one.within(name, (*before, one.value, *after))
    elif attrs.has(type(value)):
        for one in _parts(value):
            yield one.within(name, one.value)


def _id(item: Any) -> str:
    return str(getattr(item, "id", None) or getattr(item, "name", ""))


def _drops(name: str, items: tuple[Any, ...]) -> Iterator[Altered]:
    """A collection without one of its items."""
    kind, least = _DROPPED[name]
    for index, item in enumerate(items):
        if len(items) > least:
            told = f"{kind} {_id(item)}"
            rest = items[:index] + items[index + 1 :]
            yield Altered("drop", f"{name}.{_id(item)}", item.span, told, "", rest)


def _own(part: Any) -> Iterator[Altered]:
    """The changes of a part that are not those of an expression in it."""
    match part:
        case Parameter():
            yield from _parameter(part)
        case Fact():
            yield from _fact(part)
        case Bar(modality=modality):
            other: Any = "should not" if modality == "must not" else "must not"
            yield Altered("modality", "modality", part.span, modality, other, evolve(part, modality=other))
        case Duty(modality=modality):
            other = "should" if modality == "must" else "must"
            yield Altered("modality", "modality", part.span, modality, other, evolve(part, modality=other))
        case Table():
            yield from _columns(part)
        case Scorecard():
            yield from _scorecard(part)
        case Effect():
            yield from _effect(part)


def _parameter(parameter: Parameter) -> Iterator[Altered]:
    """The other readings, or the neighbouring values, of a parameter that is not open."""
    value, kind = parameter.value, parameter.type
    if isinstance(kind, ChoiceType):
        for option in kind.options if value is not None else ():
            if option != value:
                yield Altered(
                    "choice",
                    "",
                    parameter.span,
                    _plain(value),
                    _plain(option),
                    evolve(parameter, value=option),
                )
        return
    percent = isinstance(kind, NumberType) and kind.percent
    for index, item in enumerate(value) if isinstance(value, tuple) else ((0, value),):
        for operator, other, text in steps_from(item, percent=percent):
            if isinstance(kind, NumberType) and isinstance(other, Decimal) and not _fits(other, kind):
                continue
            whole = (*value[:index], other, *value[index + 1 :]) if isinstance(value, tuple) else other
            told = number_text(item, percent=percent) if isinstance(item, Decimal) else _plain(item)
            yield Altered(operator, "", parameter.span, told, text, evolve(parameter, value=whole))


def _fits(number: Decimal, kind: NumberType) -> bool:
    return (kind.min is None or kind.min <= number) and (kind.max is None or number <= kind.max)


def _plain(value: Any) -> str:
    """A value as it is written, texts without quotes."""
    return value if isinstance(value, str) else literal_text(value)


def _fact(fact: Fact) -> Iterator[Altered]:
    """The neighbouring bounds of a fact, or of one within it."""
    for operator, place, before, after, kind in _bounds(fact.type):
        yield Altered(operator, place, fact.span, before, after, evolve(fact, type=kind))


def _bounds(kind: Type) -> Iterator[tuple[str, str, str, str, Type]]:
    match kind:
        case NumberType(percent=percent):
            for name in ("min", "max"):
                bound = getattr(kind, name)
                for _, moved, text in steps_from(bound, percent=percent):
                    changed: Any = {name: moved}
                    yield "bound", name, number_text(bound, percent=percent), text, evolve(kind, **changed)
        case ListType(element):
            for operator, place, before, after, inner in _bounds(element):
                yield operator, place, before, after, evolve(kind, element=inner)
        case RecordType(fields):
            for index, one in enumerate(fields):
                for operator, place, before, after, inner in _bounds(one.type):
                    others = (*fields[:index], evolve(one, type=inner), *fields[index + 1 :])
                    yield operator, f"{one.name}.{place}", before, after, evolve(kind, fields=others)


def _columns(table: Table) -> Iterator[Altered]:
    """The neighbouring ends of the cells of each column."""
    for index, column in enumerate(table.inputs):
        for one in altered_cells([row.cells[index] for row in table.rows]):
            rows = tuple(
                evolve(row, cells=(*row.cells[:index], cell, *row.cells[index + 1 :]))
                for row, cell in zip(table.rows, one.value, strict=True)
            )
            yield one.within(f"when.{column.name}", evolve(table, rows=rows))


def _scorecard(card: Scorecard) -> Iterator[Altered]:
    """The neighbouring ends of grades, and the step to which lines are rounded."""
    for one in altered_cells([grade.band for grade in card.grades]):
        pairs = zip(card.grades, one.value, strict=True)
        yield one.within(
            "grades", evolve(card, grades=tuple(evolve(grade, band=band) for grade, band in pairs))
        )
    step = card.round.to
    for operator, other, text in steps_from(step):
        if isinstance(other, Decimal) and other > 0:
            rounding = evolve(card.round, to=other)
            yield Altered(
                operator, "round.to", card.span, literal_text(step), text, evolve(card, round=rounding)
            )


def _effect(effect: Effect) -> Iterator[Altered]:
    """Another number of grades; a measure that is stopped is deferred, and the other way round."""
    if isinstance(effect.consequence, Measure) and effect.consequence.kind != "refer":
        kind: Any = "defer" if effect.consequence.kind == "stop" else "stop"
        measure = evolve(effect.consequence, kind=kind)
        changed = evolve(effect, consequence=measure)
        yield Altered("effect", "", effect.span, effect.consequence.kind, kind, changed)
    if isinstance(effect.consequence, GradeDown):
        steps = effect.consequence.steps
        for other in (steps - 1, steps + 1):
            if other > 0:
                changed = evolve(effect, consequence=GradeDown(other))
                yield Altered("effect", "", effect.span, f"down {steps}", f"down {other}", changed)


# Weights have to sum up to the total, so that one gains what another loses.


@frozen
class _Weight:
    """A figure that is, or makes up, a weight."""

    name: str
    value: Decimal
    span: Span
    index: int


def _shifted(edition: Edition) -> Iterator[Altered]:
    """Points moved from each figure of the weights to the one before it."""
    card = edition.scorecard
    if card is None:
        return
    lines = [
        _Weight(one.id, one.weight.value, one.weight.span, index)
        for index, one in enumerate(card.indicators)
        if isinstance(one.weight, Literal) and isinstance(one.weight.value, Decimal)
    ]
    for one in _moved(lines, card.indicators, _with_weight):
        yield one.within(
            "scorecard.indicators", evolve(edition, scorecard=evolve(card, indicators=one.value))
        )
    names = {name for one in card.indicators for name in free_names(one.weight)}
    figures = [
        _Weight(one.id, one.value, one.span, index)
        for index, one in enumerate(edition.parameters)
        if one.id in names and isinstance(one.value, Decimal)
    ]
    for one in _moved(figures, edition.parameters, lambda item, number: evolve(item, value=number)):
        yield one.within("parameters", evolve(edition, parameters=one.value))
    for place, table in enumerate(edition.tables):
        if table.id in names:
            for one in _shifted_rows(table):
                tables = (*edition.tables[:place], one.value, *edition.tables[place + 1 :])
                yield one.within(f"tables.{table.id}", evolve(edition, tables=tables))


def _shifted_rows(table: Table) -> Iterator[Altered]:
    """Points moved between the weights that a row gives."""
    for place, row in enumerate(table.rows):
        if not isinstance(row.then, tuple):
            continue
        weights = [
            _Weight(name, value.value, value.span, index)
            for index, (name, value) in enumerate(row.then)
            if isinstance(value, Literal) and isinstance(value.value, Decimal)
        ]
        for one in _moved(weights, row.then, _with_output):
            rows = (*table.rows[:place], evolve(row, then=one.value), *table.rows[place + 1 :])
            yield one.within(f"rows.{row.id}.then", evolve(table, rows=rows))


def _with_weight(indicator: Any, number: Decimal) -> Any:
    return evolve(indicator, weight=evolve(indicator.weight, value=number))


def _with_output(output: Any, number: Decimal) -> Any:
    name, value = output
    return name, evolve(value, value=number)


def _moved(
    weights: Sequence[_Weight], items: tuple[Any, ...], change: Callable[[Any, Decimal], Any]
) -> Iterator[Altered]:
    """The items with a unit moved from one weight to the one before it, for each two neighbours."""
    for more, less in pairwise(weights):
        unit = min(unit_of(more.value), unit_of(less.value))
        if less.value < unit:
            continue
        new = {more.index: more.value + unit, less.index: less.value - unit}
        others = tuple(change(item, new[index]) if index in new else item for index, item in enumerate(items))
        before = f"{literal_text(more.value)} and {literal_text(less.value)}"
        after = f"{literal_text(new[more.index])} and {literal_text(new[less.index])}"
        yield Altered("weights", f"{more.name}+{less.name}", more.span, before, after, others)
