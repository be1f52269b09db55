"""Records for the declared facts of a policy: complete, with gaps, and broken."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

import policyrules
from policyrules.policy.types import (
    ChoiceType,
    DateTimeType,
    DateType,
    DecisionType,
    DurationType,
    FlagType,
    ListType,
    NumberType,
    PeriodType,
    RecordType,
    TextType,
)
from strategies.policies import OTHER

_NUMBERS = (0, 1, 2, 3, 5, 10, -2, 0.5, Decimal("2.25"), 8, Decimal("0.95"), 7.5)
_SIMPLE = {
    FlagType: (True, False),
    TextType: ("a", "ab", "b", "", "‘x’"),
    DateType: ("2026-05-01", "2025-12-31", "2024-02-29", "2023-05-01", "2020-06-15", "2026-11-30"),
    DateTimeType: ("2026-05-01T08:00:00Z", "2025-12-31T23:59:59+08:00", "2024-02-29T00:00:00"),
    PeriodType: ("1 year", "3 years", "P2M", "P3Y6M"),
    DurationType: ("10 days", "PT72H", "365 days", "P1D"),
}
DAYS = st.sampled_from(("2026-05-01", "2024-02-29", "2026-12-31", "2020-06-15"))


@cache
def decisions():
    """Decisions of another policy, in their JSON form."""
    decider = policyrules.loads(OTHER)
    records = (
        {"late": True, "visits": 7, "refused": True},
        {"late": False, "visits": 2, "refused": False},
        {"visits": 4},
        {"late": True},
    )
    return tuple(decider.evaluate(record, as_of="2025-03-31").to_data() for record in records)


#: Any value that JSON can give.
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**40), 10**40)
    | st.floats()
    | st.sampled_from((float("nan"), float("inf"), 1e300, 5e-324, -0.0))
    | st.text(max_size=5)
    | st.sampled_from(("2026-05-01", "95%", "3 years", "2026-02-30", "PT1H", "rural", "", "\ud800")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=12,
)


def _settled(kind):
    return [int(one) if isinstance(one, Decimal) else one for one in kind.settled]


def value(draw, kind, length=None):
    """A valid and complete value of a type; a list of at most `length` elements, where that is said."""
    match kind:
        case NumberType(min=low, max=high):
            fitting = [
                one
                for one in _NUMBERS
                if (low is None or Decimal(one) >= low) and (high is None or Decimal(one) <= high)
            ]
            return draw(st.sampled_from(fitting))
        case ChoiceType():
            return draw(st.sampled_from(_settled(kind)))
        case ListType(element):
            longest = 3 if length is None else min(3, length)
            return [value(draw, element) for _ in range(draw(st.integers(0, longest)))]
        case RecordType(fields):
            return {fact.key: value(draw, fact.type) for fact in fields}
        case DecisionType():
            return draw(st.sampled_from(decisions()))
        case _:
            return draw(st.sampled_from(_SIMPLE[type(kind)]))


def complete(draw, facts):
    """A record in which every fact is known, and no list is longer than its size."""
    record = {}
    for fact in facts:
        sized = isinstance(fact.type, ListType) and fact.type.size is not None
        # Sizes are the fact `k`, a whole number, or 3.
        length = min(3, record.get("k", 3)) if sized else None
        whole = fact.key == "k"
        record[fact.key] = draw(st.integers(0, 5)) if whole else value(draw, fact.type, length)
    return record


def thinned(draw, facts, record, kept=frozenset(), chance=3):
    """The record with gaps at every depth, but for the facts whose paths (or whose parts) are kept."""
    found = {}
    for fact in facts:
        if fact.key not in record:
            continue
        given = record[fact.key]
        if _may_go(fact.path, kept) and draw(st.integers(0, chance - 1)) == 0:
            hidden = draw(st.integers(0, 2))
            if hidden == 0:
                continue
            unsettled = sorted(fact.type.unsettled) if isinstance(fact.type, ChoiceType) else []
            given = None
            if unsettled and hidden == 1:
                given = int(unsettled[0]) if isinstance(unsettled[0], Decimal) else unsettled[0]
        else:
            given = _inside(draw, fact.type, fact.path, given, kept=kept, chance=chance)
        found[fact.key] = given
    return found


def _inside(draw, kind, path, given, *, kept, chance):
    if given is None:
        return None
    if isinstance(kind, RecordType):
        return thinned(draw, kind.fields, given, kept, chance)
    if isinstance(kind, ListType):
        return [
            None
            if _may_go(path, kept) and draw(st.integers(0, 2 * chance - 1)) == 0
            else _inside(draw, kind.element, f"{path}[]", item, kept=kept, chance=chance)
            for item in given
        ]
    return given


def _may_go(path, kept):
    return path not in kept and not any(one.startswith((f"{path}.", f"{path}[]")) for one in kept)


def revalued(draw, facts, record):
    """The record with other values for the sensitive facts that it knows."""
    found = dict(record)
    for fact in facts:
        given = found.get(fact.key)
        if given is None or isinstance(fact.type, DecisionType):
            continue
        if fact.sensitive:
            found[fact.key] = _other(draw, fact.type, given)
        else:
            found[fact.key] = _revalued_inside(draw, fact.type, given)
    return found


def _other(draw, kind, given):
    """Another value with the same gaps."""
    match kind:
        case RecordType(fields):
            return {
                fact.key: _other(draw, fact.type, given[fact.key])
                if given.get(fact.key) is not None
                else None
                for fact in fields
            }
        case ListType() if _has_gaps(given):
            return given
        case ListType(size=size) if size is not None:
            return [value(draw, kind.element) for _ in given]
        case ChoiceType() if given in {
            int(one) if isinstance(one, Decimal) else one for one in kind.unsettled
        }:
            return given
        case _:
            return value(draw, kind)


def _has_gaps(given):
    if isinstance(given, list | dict):
        return any(_has_gaps(item) for item in (given.values() if isinstance(given, dict) else given))
    return given is None or given in ("mixed", 9)


def _revalued_inside(draw, kind, given):
    if isinstance(kind, RecordType):
        return revalued(draw, kind.fields, given)
    if isinstance(kind, ListType):
        return [None if item is None else _revalued_inside(draw, kind.element, item) for item in given]
    return given


def broken(draw, facts, record):
    """The record with one value or more replaced by anything."""
    found = dict(record)
    for fact in facts:
        if draw(st.integers(0, 2)):
            continue
        inner = found.get(fact.key)
        if isinstance(fact.type, RecordType) and isinstance(inner, dict) and draw(st.booleans()):
            found[fact.key] = broken(draw, fact.type.fields, inner)
        elif isinstance(inner, list) and inner and draw(st.booleans()):
            place = draw(st.integers(0, len(inner) - 1))
            found[fact.key] = [*inner[:place], draw(JSON), *inner[place + 1 :]]
        else:
            found[fact.key] = draw(JSON)
    return found
