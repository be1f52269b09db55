"""Reading a record into one immutable copy, with every fault at once (docs: language, facts)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from types import NoneType
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from policyrules.errors import Fault, RecordError
from policyrules.evaluation.frozen import FrozenMapping
from policyrules.evaluation.given_decisions import read_decision
from policyrules.policy.types import (
    AnyType,
    ChoiceType,
    DateTimeType,
    DateType,
    DecisionType,
    DurationType,
    Fact,
    FlagType,
    ListType,
    NumberType,
    PeriodType,
    RecordType,
    TextType,
    Type,
)
from policyrules.text.suggest import suggest
from policyrules.values.calendar import (
    Duration,
    Period,
    parse_date,
    parse_datetime,
    parse_duration,
    parse_period,
)
from policyrules.values.numbers import parse_number, past_magnitude, plain, significant_digits

if TYPE_CHECKING:
    from policyrules.inference.checked import CheckedEdition

#: More faults than anybody reads; a record with more is not looked through to its end.
MOST_FAULTS = 100
#: Deeper than any declared type: only untyped data can nest as it likes, and is refused here.
_MAGNITUDE_BITS = 20_500


@frozen
class Reader:
    """Reads values of declared types, collecting faults."""

    time_zone: timezone
    #: The paths of facts to keep; None keeps all.
    keep: frozenset[str] | None
    faults: list[Fault] = field(factory=list)

    def fault(self, pointer: str, code: str, message: str) -> None:
        """Note something that is wrong."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(pointer, code, message))

    def record(
        self, data: object, facts: tuple[Fact, ...], pointer: str, sensitive: bool = False
    ) -> FrozenMapping[Any] | None:
        """Named facts; those that are not declared are passed over."""
        if not isinstance(data, Mapping):
            self.fault(pointer, "wrong-type", f"this must be a record, not {_kind(data)}")
            return None
        found: dict[str, Any] = {}
        for fact in facts:
            here = f"{pointer}/{_escaped(fact.key)}"
            value = self.value(data.get(fact.key), fact.type, here, sensitive or fact.sensitive)
            if self.keep is None or fact.path in self.keep or isinstance(fact.type, RecordType):
                found[fact.name] = value
        return FrozenMapping(found)

    def value(self, data: object, kind: Type, pointer: str, sensitive: bool = False) -> Any:
        """One value in its copied form; None where it is absent or wrong."""
        if data is None:
            return None
        if isinstance(kind, ListType):
            return self._list(data, kind, pointer, sensitive)
        if isinstance(kind, RecordType):
            return self.record(data, kind.fields, pointer, sensitive)
        if isinstance(kind, DecisionType):
            return read_decision(data, kind.policy, pointer, self.fault)
        if isinstance(kind, AnyType):
            self.fault(pointer, "wrong-type", "nothing can be given here")
            return None
        read = {
            FlagType: self._flag,
            NumberType: self._number,
            ChoiceType: self._choice,
            TextType: self._text,
            DateType: self._date,
            DateTimeType: self._datetime,
            PeriodType: self._period,
            DurationType: self._duration,
        }[type(kind)]
        shown = "this value" if sensitive else f"`{_shown(data)}`"
        return read(data, kind, pointer, shown)  # type: ignore[operator] # each takes its own type

    def _list(self, data: object, kind: ListType, pointer: str, sensitive: bool) -> tuple[Any, ...] | None:
        if not isinstance(data, Sequence) or isinstance(data, str | bytes | bytearray):
            self.fault(pointer, "wrong-type", f"this must be a list, not {_kind(data)}")
            return None
        found: list[Any] = []
        for number, item in enumerate(data):
            if len(self.faults) >= MOST_FAULTS:
                break
            found.append(self.value(item, kind.element, f"{pointer}/{number}", sensitive))
        return tuple(found)

    def _wrong(self, data: object, pointer: str, expected: str) -> None:
        self.fault(pointer, "wrong-type", f"this must be {expected}, not {_kind(data)}")

    def _flag(self, data: object, _: FlagType, pointer: str, __: str) -> bool | None:
        if isinstance(data, bool):
            return data
        self._wrong(data, pointer, "true or false")
        return None

    def _text(self, data: object, _: TextType, pointer: str, __: str) -> str | None:
        if not isinstance(data, str):
            self._wrong(data, pointer, "a text")
            return None
        if any("\ud800" <= character <= "\udfff" for character in data):
            self.fault(pointer, "not-text", "this text has half a character (a lone surrogate)")
            return None
        return str(data)

    def _number(self, data: object, kind: NumberType, pointer: str, shown: str) -> Decimal | None:
        number = self._exact(data, kind.percent, pointer)
        if number is None:
            return None
        if kind.min is not None and number < kind.min:
            self.fault(pointer, "too-small", f"{shown} is less than {plain(kind.min)}")
            return None
        if kind.max is not None and number > kind.max:
            self.fault(pointer, "too-large", f"{shown} is more than {plain(kind.max)}")
            return None
        return number

    def _exact(self, data: object, percent: bool, pointer: str) -> Decimal | None:
        if percent and isinstance(data, str) and data.strip().endswith("%"):
            text = data.strip()
            parsed = parse_number(text.removeprefix("-"))
            if parsed is not None:
                data = -parsed if text.startswith("-") else parsed
        if isinstance(data, bool) or not isinstance(data, int | float | Decimal):
            self._wrong(data, pointer, 'a number or a percentage such as "95%"' if percent else "a number")
            return None
        if isinstance(data, int) and data.bit_length() > _MAGNITUDE_BITS:
            self.fault(pointer, "magnitude", "this number is past 10^6144")
            return None
        number = Decimal(repr(float(data))) if isinstance(data, float) else Decimal(data)
        if not number.is_finite():
            self.fault(pointer, "not-finite", "this must be a number, not NaN or an infinity")
        elif past_magnitude(number):
            self.fault(pointer, "magnitude", "this number is past 10^6144")
        elif number.adjusted() < -6176 and number != 0:
            self.fault(pointer, "magnitude", "this number is closer to 0 than 10^-6176")
        elif significant_digits(number) > 34:
            self.fault(pointer, "too-many-digits", "this number has more than 34 digits")
        else:
            return plain(number)
        return None

    def _choice(self, data: object, kind: ChoiceType, pointer: str, shown: str) -> str | Decimal | None:
        if kind.numeric:
            option: str | Decimal | None = self._exact(data, percent=False, pointer=pointer)
            if option is None:
                return None
        elif isinstance(data, str):
            option = str(data)
        else:
            self._wrong(data, pointer, "one of the choices")
            return None
        if option in kind.options:
            return option
        near = suggest(str(option), map(str, kind.options))
        hint = f"did you mean `{near}`?" if near else f"the choices are {', '.join(map(str, kind.options))}"
        if shown == "this value":
            hint = f"the choices are {', '.join(map(str, kind.options))}"
        self.fault(pointer, "unknown-choice", f"{shown} is not one of the choices; {hint}")
        return None

    def _date(self, data: object, _: DateType, pointer: str, shown: str) -> date | None:
        if isinstance(data, datetime) or (isinstance(data, str) and parse_date(data) is None):
            self.fault(pointer, "not-a-date", f"{shown} is not a date that exists; write it as 2026-01-31")
            return None
        if isinstance(data, date):
            return data
        if isinstance(data, str):
            return parse_date(data)
        self._wrong(data, pointer, "a date such as 2026-01-31")
        return None

    def _datetime(self, data: object, _: DateTimeType, pointer: str, shown: str) -> datetime | None:
        moment: datetime | None = None
        if isinstance(data, datetime):
            moment = data if data.tzinfo is not None else data.replace(tzinfo=self.time_zone)
        elif isinstance(data, str):
            moment = parse_datetime(data, self.time_zone)
        else:
            self._wrong(data, pointer, "a date with time such as 2026-01-31T08:00:00Z")
            return None
        if moment is None or not _on_calendar(moment):
            self.fault(
                pointer,
                "not-a-datetime",
                f"{shown} is not a date with time; write it as 2026-01-31T08:00:00Z or 2026-01-31T08:00:00+08:00",
            )
            return None
        return moment.replace(tzinfo=timezone(moment.utcoffset() or timedelta(0)))

    def _period(self, data: object, _: PeriodType, pointer: str, shown: str) -> Period | None:
        if isinstance(data, Period):
            return data
        parsed = parse_period(data) if isinstance(data, str) else None
        if parsed is None:
            self.fault(pointer, "not-a-period", f"{shown} is not a period such as `3 years` or P3Y6M")
        return parsed

    def _duration(self, data: object, _: DurationType, pointer: str, shown: str) -> Duration | None:
        if isinstance(data, Duration):
            return data
        if isinstance(data, timedelta):
            microseconds = (data.days * 86_400 + data.seconds) * 1_000_000 + data.microseconds
            return Duration(Decimal(microseconds).scaleb(-6))
        parsed = parse_duration(data) if isinstance(data, str) else None
        if parsed is None:
            self.fault(pointer, "not-a-duration", f"{shown} is not a duration such as `10 days` or PT72H")
        return parsed


def _on_calendar(moment: datetime) -> bool:
    """Whether the instant has a date in UTC as well, so that it can be compared."""
    try:
        moment.utctimetuple()
        return moment.utcoffset() is not None
    except (OverflowError, ValueError):
        return False


def _kind(data: object) -> str:
    """A value of a record in words, without showing it."""
    names: list[tuple[type | tuple[type, ...], str]] = [
        (NoneType, "nothing (null)"),
        (bool, "true or false"),
        ((int, float, Decimal), "a number"),
        (str, "a text"),
        (datetime, "a date with time"),
        (date, "a date"),
        (Mapping, "a record"),
        (Sequence, "a list"),
    ]
    return next(
        (name for kind, name in names if isinstance(data, kind)), f"a value of type {type(data).__name__}"
    )


def _shown(data: object) -> str:
    # str(int) refuses more than 4300 digits, and is slow long before.
    written_out = isinstance(data, str | float | Decimal | date) or (
        isinstance(data, int) and data.bit_length() < 1_000
    )
    text = str(data) if written_out else _kind(data)
    return text if len(text) <= 40 else text[:39] + "…"


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def read_record(checked: CheckedEdition, data: object) -> FrozenMapping[Any]:
    """The copy of the facts that the edition reads; raises RecordError with all faults."""
    reader = Reader(checked.edition.time_zone, checked.read_facts)
    record = reader.record(data, checked.edition.facts, "")
    if reader.faults or record is None:
        raise RecordError(reader.faults)
    return record
