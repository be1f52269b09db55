"""Lists some of whose members may be uncertain (docs: language, truth and knowledge).

S are the certain members, M the possible ones; a rest stands for any number of further possible ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from policyrules.evaluation.data import (
    ListValue,
    Member,
    Rest,
    Value,
    as_interval,
    as_list,
    either,
)
from policyrules.evaluation.operators import equal
from policyrules.values import interval
from policyrules.values.interval import Interval, everything
from policyrules.values.truth import Truth, all_of, any_of
from policyrules.values.unknown import Cause, Impossible, Unknown, causes_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

_ZERO = Interval.of(0)


def contains(items: ListValue, value: Value) -> Truth:
    """Whether a value is among the members."""
    found = [all_of((member.belongs, equal(value, member.value))) for member in items.members]
    if items.rest is not None:
        found.append(all_of((Unknown(items.rest.causes), equal(value, items.rest.value))))
    return any_of(found)


def count(items: ListValue) -> Interval:
    """How many: |S| to |S| + |M|."""
    certain = sum(member.belongs is True for member in items.members)
    more = 0 if items.rest is None else items.rest.most
    high = None if more is None else Interval.of(len(items.members) + more).high
    low = Interval.of(certain).low
    return Interval(low, high, items.causes if low != high else ())


def total(items: ListValue) -> Interval:
    """The sum: S, with the hull of 0 and each of M."""
    parts = []
    for member in items.members:
        value = as_interval(member.value)
        if member.belongs is not True:
            value = _widen(value, interval.hull([_ZERO, value]), member.belongs)
        parts.append(value)
    if items.rest is not None:
        most = None if items.rest.most is None else Interval.of(items.rest.most).high
        times = Interval(_ZERO.low, most, items.rest.causes)
        parts.append(interval.multiply(times, as_interval(items.rest.value)))
    return interval.add_all(parts)


def _widen(value: Interval, hull: Interval, belongs: Truth) -> Interval:
    return hull if hull.exact else Interval(hull.low, hull.high, causes_of(belongs, value))


def least(items: ListValue) -> Interval:
    """The minimum: from the least low of S and M to the least high of S."""
    low, _ = _extent(items)
    certain = _certain(items)
    if not certain:
        return _none(items, "minimum")
    high = interval.minimum(certain).high
    # What is never less than another one cannot keep the least unknown.
    return _spread(low, high, [one for one in _everyone(items) if _may_pass("<", one[0], high)])


def greatest(items: ListValue) -> Interval:
    """The maximum: from the greatest low of S to the greatest high of S and M."""
    _, high = _extent(items)
    certain = _certain(items)
    if not certain:
        return _none(items, "maximum")
    low = interval.maximum(certain).low
    return _spread(low, high, [one for one in _everyone(items) if _may_pass(">", one[0], low)])


def average(items: ListValue) -> Interval:
    """The mean of S where M is empty, else from the least low to the greatest high of both."""
    certain = _certain(items)
    if not certain:
        return _none(items, "average")
    if items.certain:
        return interval.divide(total(items), Interval.of(len(certain)))
    return _spread(*_extent(items), _everyone(items))


def _may_pass(operator: Literal["<", ">"], value: Interval, end: Decimal | None) -> bool:
    """Whether a number may lie beyond an end, which may not be there."""
    return end is None or interval.compare(operator, value, Interval.of(end)) is not False


def _certain(items: ListValue) -> list[Interval]:
    return [as_interval(member.value) for member in items.members if member.belongs is True]


def _everyone(items: ListValue) -> list[tuple[Interval, tuple[Cause, ...]]]:
    """The numbers of S and M, each with what keeps it or its membership unknown."""
    found = [(as_interval(one.value), causes_of(one.belongs, one.value)) for one in items.members]
    if items.rest is not None:
        found.append((as_interval(items.rest.value), causes_of(items.rest, items.rest.value)))
    return found


def _all(items: ListValue) -> list[Interval]:
    return [value for value, _ in _everyone(items)]


def _extent(items: ListValue) -> tuple[Decimal | None, Decimal | None]:
    values = _all(items)
    joined = interval.hull(values) if values else everything(())
    return joined.low, joined.high


def _spread(
    low: Decimal | None, high: Decimal | None, deciding: list[tuple[Interval, tuple[Cause, ...]]]
) -> Interval:
    if low is not None and low == high:
        return Interval.of(low)
    return Interval(low, high, tuple(dict.fromkeys(cause for _, causes in deciding for cause in causes)))


def _none(items: ListValue, what: str) -> Interval:
    if items.certain:
        raise Impossible("empty-list", f"there is no {what} of an empty list")
    return everything(causes_of(items, *_all(items)))


AGGREGATES: dict[str, Callable[[ListValue], Interval]] = {
    "count": count,
    "sum": total,
    "average": average,
    "minimum": least,
    "maximum": greatest,
}


def element(of: Value, index: Value) -> Value:
    """`of[index]`, counted from 1."""
    items, position = as_list(of), as_interval(index)
    if not position.exact:
        return Unknown(causes_of(position, items))
    number = position.value
    if number < 1 or number != number.to_integral_value():
        raise Impossible("index", f"there is no element {number}; elements are counted from 1")
    return _nth(items, int(number))


def first(of: Value) -> Value:
    """The first element."""
    return _nth(as_list(of), 1)


def last(of: Value) -> Value:
    """The last element."""
    items = as_list(of)
    if items.rest is not None:
        return Unknown(causes_of(items))
    return _nth(ListValue(items.members[::-1]), 1)


def _nth(items: ListValue, number: int) -> Value:
    """The element at a place; where membership is uncertain, one of those that may stand there."""
    if items.rest is not None and items.rest.anywhere:
        return Unknown(causes_of(items))
    candidates: list[Value] = []
    certain = possible = 0
    for member in items.members:
        possible += 1
        certain += member.belongs is True
        if member.belongs is True and certain == number and possible == number:
            return member.value
        if certain <= number <= possible:
            candidates.append(member.value)
        if certain >= number:
            return either(candidates, causes_of(items))
    if possible < number and items.rest is None:
        raise Impossible("index", f"there is no element {number} in a list of {possible}")
    return Unknown(causes_of(items))


def joined(lists: list[ListValue]) -> ListValue:
    """The members of all lists, one after the other."""
    members = tuple(member for items in lists for member in items.members)
    rests = [items.rest for items in lists if items.rest is not None]
    rest = None
    if rests:
        known = [one.most for one in rests if one.most is not None]
        most = sum(known) if len(known) == len(rests) else None
        anywhere = any(items.rest is not None for items in lists[:-1]) or any(one.anywhere for one in rests)
        rest = Rest(
            either([one.value for one in rests], causes_of(*rests)), causes_of(*rests), most, anywhere
        )
    return ListValue(members, rest, all(items.there for items in lists))


def union(*lists: Value) -> ListValue:
    """The members of all lists, each value once."""
    return distinct(joined([as_list(one) for one in lists]))


def distinct(of: Value) -> ListValue:
    """Each value once, where it first stands; equal or perhaps equal members become possible."""
    items = as_list(of)
    kept: list[Member] = []
    for member in items.members:
        belongs = member.belongs
        for earlier in kept:
            same = all_of((earlier.belongs, equal(earlier.value, member.value)))
            belongs = all_of((belongs, _not(same)))
        if belongs is not False:
            kept.append(Member(member.value, belongs))
    return ListValue(tuple(kept), items.rest, items.there)


def _not(truth: Truth) -> Truth:
    return truth if isinstance(truth, Unknown) else not truth
