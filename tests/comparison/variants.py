"""Every part of an edition with each of its attributes changed, one at a time."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta, timezone
from decimal import Decimal

import attrs

from policyrules.language.tree import Cell, EqualTo, Literal, Negate, Node
from policyrules.policy.model import Deny, GradeIs, Measure, Provenance
from policyrules.policy.types import DateType, FlagType
from policyrules.policy.words import Words
from policyrules.values.calendar import Duration, Period

_MODEL = {"policyrules.policy.model", "policyrules.policy.types"}
_WHEN_NONE = {
    "Expr": Literal(True),
    "date": date(2020, 2, 29),
    "Decimal": Decimal(9),
    "Type": FlagType(),
    "Literal": "zero",
}


def few(edition):
    """At most three variants for each attribute of each class."""
    seen = Counter()
    for kind, attribute, wording, other in variants(edition):
        seen[kind, attribute] += 1
        if seen[kind, attribute] <= 3:
            yield kind, attribute, wording, other


def variants(part):
    """The class and the attribute that differ, and the whole part with the change."""
    for attribute in attrs.fields(type(part)):
        wording = bool(attribute.metadata.get("wording"))
        if attribute.eq is False and not wording:
            continue
        here = (type(part).__name__, attribute.name, wording)
        value = getattr(part, attribute.name)
        for changed in _others(value, attribute):
            yield (*here, attrs.evolve(part, **{attribute.name: changed}))
        yield from (
            (*where, attrs.evolve(part, **{attribute.name: inner})) for *where, inner in _inside(value)
        )


def _inside(value):
    """The variants of the parts within a value."""
    if _is_part(value):
        yield from variants(value)
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            if _is_part(item):
                for *where, inner in variants(item):
                    yield (*where, (*value[:place], inner, *value[place + 1 :]))


def _is_part(value):
    return attrs.has(type(value)) and type(value).__module__ in _MODEL


def _others(value, attribute):
    match value:
        case None:
            found = [other for word, other in _WHEN_NONE.items() if word in str(attribute.type)]
            yield from found[:1]
        case bool():
            yield not value
        case str():
            yield _other_text(value)
        case int():
            yield value + 1
        case Decimal():
            yield value + 1
        case date():
            yield value + timedelta(days=1)
        case timezone():
            yield timezone(timedelta(hours=3))
        case Period(months):
            yield Period(months + 1)
        case Duration(seconds):
            yield Duration(seconds + 1)
        case Words(texts):
            yield Words((*texts, ("fr", "autre")))
        case Provenance():
            yield attrs.evolve(value, clauses=(*value.clauses, "99"))
        case Cell(tests):
            yield Cell((*tests, EqualTo(Literal(Decimal(77)))))
        case Node():
            yield Negate(value)
        case frozenset():
            yield value | {"other"}
        case tuple():
            yield value[1:] if value else ("other",)
            if len(value) > 1 and len(set(map(repr, value))) > 1:
                yield value[1:] + value[:1]
        case Deny() | GradeIs():
            yield Measure("stop", "else")
        case DateType():
            yield FlagType()
        case _ if _is_part(value):
            yield DateType()


def _other_text(value):
    return f"{value}x"
