"""The types of facts and of expressions (docs: language, facts)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen

from policyrules.policy.words import NO_WORDS, Words
from policyrules.text.source import NOWHERE, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policyrules.language.tree import Expr


@frozen
class AnyType:
    """Nothing is known about the type: it agrees with every other."""


@frozen
class FlagType:
    """True or false."""


@frozen
class NumberType:
    """A number, with the bounds that an unknown one keeps to."""

    min: Decimal | None = None
    max: Decimal | None = None
    unit: str = ""
    percent: bool = False


@frozen
class TextType:
    """Any text."""


@frozen
class ChoiceType:
    """One of a closed list of texts, or of numbers."""

    options: tuple[str | Decimal, ...]
    #: Options that leave the fact unknown, such as a finding under appeal.
    unsettled: frozenset[str | Decimal] = frozenset()
    labels: tuple[tuple[str | Decimal, Words], ...] = field(default=(), eq=False, metadata={"wording": True})

    @property
    def numeric(self) -> bool:
        """Whether the options are numbers."""
        return bool(self.options) and isinstance(self.options[0], Decimal)

    @property
    def settled(self) -> tuple[str | Decimal, ...]:
        """The options that settle the fact."""
        return tuple(option for option in self.options if option not in self.unsettled)

    def label(self, option: object, language: str) -> str:
        """The words for an option, empty where it has none."""
        return dict(self.labels).get(option, NO_WORDS).pick(language)  # type: ignore[call-overload,no-any-return]


@frozen
class DateType:
    """A day."""


@frozen
class DateTimeType:
    """An instant, with its offset."""


@frozen
class PeriodType:
    """Years and months."""


@frozen
class DurationType:
    """Days and hours."""

    #: Whether it may hold parts of a day for certain (hours, differences of instants).
    hours: bool = False


@frozen
class ListType:
    """A list of values of one type."""

    element: Type
    #: How many elements there must be; those that the record lacks are unknown.
    size: Expr | None = None


@frozen
class RecordType:
    """Named facts."""

    fields: tuple[Fact, ...]
    #: Whether there is nothing but these; where nobody declared the facts, any other may be absent.
    closed: bool = True

    def get(self, name: str) -> Fact | None:
        """The field of this name."""
        return next((fact for fact in self.fields if fact.name == name), None)


@frozen
class DecisionType:
    """The decision of another policy, or of an earlier year, in its JSON form."""

    policy: str


@frozen
class ResultsType:
    """A group of results: `score`, `bars`, `vetoes`, …, of this decision or of one given as a fact."""

    group: str
    #: The fact that holds the decision; None for the results of the policy itself.
    decision: DecisionType | None = None


Type = (
    AnyType
    | FlagType
    | NumberType
    | TextType
    | ChoiceType
    | DateType
    | DateTimeType
    | PeriodType
    | DurationType
    | ListType
    | RecordType
    | DecisionType
    | ResultsType
)


@frozen
class Fact:
    """A declared fact, or a field of a record."""

    name: str
    type: Type
    #: Where it stands in a record, with `[]` for the elements of a list: `sanctions[].date`.
    path: str
    #: The key under which records give it.
    key: str
    sensitive: bool = False
    fixed: bool = False
    label: Words = field(default=NO_WORDS, metadata={"wording": True})
    note: str = field(default="", metadata={"wording": True})
    span: Span = field(default=NOWHERE, eq=False, repr=False)


#: What stands in `vetoes.denials` of a decision that is given as a fact.
DENIALS = ListType(
    RecordType(
        (
            Fact("award", TextType(), "denials[].award", "award"),
            Fact("from", DateType(), "denials[].from", "from"),
            Fact("until", DateType(), "denials[].until", "until"),
        )
    )
)


def every_fact(facts: Iterable[Fact]) -> Iterator[Fact]:
    """The facts, each followed by those within it."""
    for fact in facts:
        yield fact
        kind: Type = fact.type
        while isinstance(kind, ListType):
            kind = kind.element
        if isinstance(kind, RecordType):
            yield from every_fact(kind.fields)


def describe(kind: Type) -> str:
    """A type in words, for messages."""
    match kind:
        case AnyType():
            return "an unknown value"
        case FlagType():
            return "a truth value"
        case NumberType():
            return "a number"
        case TextType():
            return "a text"
        case ChoiceType(numeric=True):
            return "a number"
        case ChoiceType():
            return "a choice"
        case DateType():
            return "a date"
        case DateTimeType():
            return "a date with time"
        case PeriodType():
            return "a period of years or months"
        case DurationType():
            return "a duration of days or hours"
        case ListType():
            return "a list"
        case RecordType():
            return "a record"
        case DecisionType():
            return "a decision"
        case ResultsType():
            return "a group of results"
