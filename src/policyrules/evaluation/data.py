"""The values that expressions are evaluated to (docs: language, truth and knowledge).

Truths are `bool | Unknown`, numbers always `Interval`, texts, dates, periods and durations
themselves or `Unknown`, lists `ListValue`, records `RecordValue`.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from policyrules.evaluation.frozen import FrozenMapping
from policyrules.policy.types import (
    AnyType,
    ChoiceType,
    DecisionType,
    ListType,
    NumberType,
    RecordType,
    ResultsType,
    Type,
)
from policyrules.values.calendar import Duration, Period
from policyrules.values.interval import Interval, everything, hull
from policyrules.values.truth import Truth
from policyrules.values.unknown import Cause, Missing, Unknown, causes_of

if TYPE_CHECKING:
    from collections.abc import Mapping


@frozen
class Member:
    """An element of a list, and whether it certainly belongs to it."""

    value: Value
    belongs: Truth = True


@frozen
class Rest:
    """Elements that a list may have beyond those at hand: up to `most` of them, all like `value`."""

    value: Value
    causes: tuple[Cause, ...]
    #: How many at most; None where there may be any number.
    most: int | None = None
    #: Whether they may stand between the members, rather than after them.
    anywhere: bool = False


@frozen
class ListValue:
    """A list, some of whose members may be uncertain."""

    members: tuple[Member, ...] = ()
    rest: Rest | None = None
    #: Whether the list is there at all; an absent list has a rest and no members.
    there: bool = True

    @property
    def causes(self) -> tuple[Cause, ...]:
        """Why its membership is uncertain, where it is."""
        return causes_of(*(member.belongs for member in self.members), self.rest)

    @property
    def certain(self) -> bool:
        """Whether it is known which elements there are."""
        return self.rest is None and all(member.belongs is True for member in self.members)


@frozen
class RecordValue:
    """A record: its facts as they were copied, None where the record is absent."""

    type: RecordType
    data: FrozenMapping[Any] | None
    path: str
    #: What its facts are missing for, where it is not their own paths.
    cause: tuple[Cause, ...] = field(default=())

    @property
    def causes(self) -> tuple[Cause, ...]:
        """Why it is not there, where it is not."""
        return () if self.data is not None else self.cause or (Missing(self.path),)

    def get(self, name: str) -> Value:
        """One of its facts."""
        path = f"{self.path}.{name}" if self.path else name
        fact = self.type.get(name)
        if fact is None:
            return Unknown(self.cause or (Missing(path),))
        raw = self.data.get(name) if self.data is not None else None
        return value_of(fact.type, raw, path, self.cause)


@frozen
class Group:
    """Values by name: the outputs of a table, or results."""

    values: Mapping[str, Value]
    #: The path of a decision that is given as a fact; empty for anything else.
    path: str = ""

    def get(self, name: str) -> Value:
        """One of the values; what a given decision does not have is missing."""
        return self.values[name] if name in self.values else Unknown((Missing(f"{self.path}.{name}"),))


Value = (
    bool | Interval | str | date | datetime | Period | Duration | ListValue | RecordValue | Group | Unknown
)


def value_of(kind: Type, raw: object, path: str, cause: tuple[Cause, ...] = ()) -> Value:
    """The value of a fact from its copied form; `cause` is given where a whole list is missing."""
    if raw is None or (isinstance(kind, ChoiceType) and raw in kind.unsettled):
        return unknown_of(kind, path, cause)
    match raw:
        case bool():
            return raw
        case Decimal():
            return Interval.of(raw)
        case tuple() if isinstance(kind, ListType):
            return ListValue(
                tuple(
                    Member(value_of(kind.element, item, f"{path}[{number}]"))
                    for number, item in enumerate(raw, 1)
                )
            )
        case FrozenMapping() if isinstance(kind, RecordType):
            return RecordValue(kind, raw, path)
        case FrozenMapping():
            return decision_group(raw, path)
        case str() | date() | Period() | Duration():
            return raw
        case _:
            return unknown_of(kind, path, cause)


def unknown_of(kind: Type, path: str, cause: tuple[Cause, ...] = ()) -> Value:
    """What is known of a fact that is missing: the bounds of its type."""
    causes = cause or (Missing(path),)
    match kind:
        case NumberType():
            return Interval(kind.min, kind.max, causes)
        case ChoiceType(numeric=True):
            options = [option for option in kind.settled if isinstance(option, Decimal)]
            return Interval(min(options), max(options), causes) if options else everything(causes)
        case ListType():
            return ListValue((), Rest(unknown_of(kind.element, path, causes), causes), there=False)
        case RecordType():
            return RecordValue(kind, None, path, cause)
        case AnyType() | DecisionType() | ResultsType() | _:
            return Unknown(causes)


def decision_group(raw: FrozenMapping[Any], path: str) -> Group:
    """A decision given as a fact: groups of results by name."""
    found: dict[str, Value] = {}
    for name, item in raw.items():
        inner = f"{path}.{name}"
        if isinstance(item, FrozenMapping):
            found[name] = decision_group(item, inner)
        elif isinstance(item, Interval):
            found[name] = item if item.exact else Interval(item.low, item.high, (Missing(inner),))
        elif isinstance(item, tuple):
            found[name] = ListValue(
                tuple(
                    Member(_denial(one, inner), one["certain"] or Unknown((Missing(inner),))) for one in item
                )
            )
        else:
            found[name] = Unknown((Missing(inner),)) if item is None else item
    return Group(found, path)


def _denial(one: FrozenMapping[Any], path: str) -> Value:
    return Group(
        {
            name: Unknown((Missing(path),)) if one[name] is None else one[name]
            for name in ("award", "from", "until")
        }
    )


def as_interval(value: Value) -> Interval:
    """A number; what is unknown without being a number yet is one without ends."""
    return value if isinstance(value, Interval) else everything(causes_of(value))


def as_truth(value: Value) -> Truth:
    """A truth value; anything else is unknown."""
    return value if isinstance(value, bool | Unknown) else Unknown(causes_of(value))


def as_list(value: Value) -> ListValue:
    """A list; what is unknown without being a list yet may have any elements."""
    if isinstance(value, ListValue):
        return value
    causes = causes_of(value)
    return ListValue((), Rest(Unknown(causes), causes), there=False)


def is_known(value: Value) -> bool:
    """Whether it is known exactly; of a list or a record, whether it is there."""
    match value:
        case Unknown():
            return False
        case Interval():
            return value.exact
        case ListValue():
            return value.there
        case RecordValue():
            return value.data is not None
        case _:
            return True


def either(values: list[Value], because: tuple[Cause, ...]) -> Value:
    """One of these values, and it is not known which: their hull, or their common value, or unknown."""
    if all(isinstance(value, Interval) for value in values):
        joined = hull([as_interval(value) for value in values])
        return joined if joined.exact else Interval(joined.low, joined.high, _merge(because, joined.causes))
    if all(is_known(value) and _same(value, values[0]) for value in values):
        return values[0]
    if any(isinstance(value, Interval) for value in values):
        return everything(_merge(because, causes_of(*values)))
    return Unknown(_merge(because, causes_of(*values)))


def _same(one: Value, two: Value) -> bool:
    """Whether two values are the same in every respect: of one instant, the offset counts as well."""
    if isinstance(one, datetime) and isinstance(two, datetime):
        return one == two and one.utcoffset() == two.utcoffset()
    return one == two


def _merge(*groups: tuple[Cause, ...]) -> tuple[Cause, ...]:
    return tuple(dict.fromkeys(cause for group in groups for cause in group))
