"""One edition of a policy, as data (docs: language, one edition).

Fields marked `wording` are for people and stay out of the digest.
"""

from __future__ import annotations

from datetime import date, timedelta, timezone
from decimal import Decimal
from typing import Literal

from attrs import field, frozen

from policyrules.language.tree import Cell, Comprehension, Expr, LiteralValue
from policyrules.policy.types import Fact, Type
from policyrules.policy.words import NO_WORDS, Words
from policyrules.text.source import NOWHERE, SourceText, Span
from policyrules.values.calendar import MonthEnd
from policyrules.values.numbers import RoundingMode

Modality = Literal["must not", "should not"]
HitPolicy = Literal["unique", "first", "any", "priority", "sum", "minimum", "maximum"]
NotApplicable = Literal["full", "zero", "rescale", "none"]
Status = Literal["draft", "in-force", "historical"]
Ties = Literal["share", "review"]


@frozen
class Provenance:
    """Where a rule or figure comes from: a clause, an assumption, or somebody's decision."""

    clauses: tuple[str, ...] = ()
    quote: str = ""
    document: str = ""
    assumed: str = ""
    delegated: str = ""
    #: Where each clause is written, the quote, and the document.
    clause_spans: tuple[Span, ...] = field(default=(), eq=False, repr=False)
    quote_span: Span = field(default=NOWHERE, eq=False, repr=False)
    document_span: Span = field(default=NOWHERE, eq=False, repr=False)

    def __bool__(self) -> bool:
        return bool(self.clauses or self.assumed or self.delegated)


NO_PROVENANCE = Provenance()


@frozen(kw_only=True)
class Item:
    """What every named thing in a policy has."""

    id: str
    span: Span = field(default=NOWHERE, eq=False, repr=False)
    label: Words = field(default=NO_WORDS, metadata={"wording": True})
    because: Words = field(default=NO_WORDS, metadata={"wording": True})
    note: str = field(default="", metadata={"wording": True})
    provenance: Provenance = NO_PROVENANCE


@frozen(kw_only=True)
class Parameter(Item):
    """A figure that editors revise; `value` is None while it is open."""

    type: Type
    value: LiteralValue | tuple[LiteralValue, ...] | None


@frozen(kw_only=True)
class Definition(Item):
    """A name for an expression."""

    value: Expr


@frozen(kw_only=True)
class Input:
    """A column of a table: an expression of the edition, or an argument with a type."""

    name: str
    expression: Expr | None
    type: Type | None
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen(kw_only=True)
class Row(Item):
    """A row of a table; `then` is one expression, or several by name."""

    cells: tuple[Cell, ...]
    then: Expr | tuple[tuple[str, Expr], ...]


@frozen(kw_only=True)
class Table(Item):
    """A decision table."""

    inputs: tuple[Input, ...]
    output: Type
    hit: HitPolicy
    rows: tuple[Row, ...]
    otherwise: Expr | tuple[tuple[str, Expr], ...] | None

    @property
    def callable(self) -> bool:
        """Whether the inputs are named and typed, so that it is called like a function."""
        return bool(self.inputs) and self.inputs[0].expression is None


@frozen(kw_only=True)
class Ground(Item):
    """One reason for a bar."""

    when: Expr


@frozen(kw_only=True)
class Bar(Item):
    """Who may not, or should not, hold or receive something."""

    modality: Modality
    applies: Expr | None
    grounds: tuple[Ground, ...]


@frozen(kw_only=True)
class Deduction(Item):
    """Points taken off an indicator: so many for each of something, or once when a condition holds."""

    each: Expr | None
    when: Expr | None
    points: Expr
    at_most: Expr | None


@frozen(kw_only=True)
class Indicator(Item):
    """A line of a scorecard; exactly one of `share`, `points`, `deduct`, `table`, `when` is set."""

    weight: Expr
    share: Expr | None = None
    points: Expr | None = None
    deduct: tuple[Deduction, ...] = ()
    table: Expr | None = None
    when: Expr | None = None
    at_least: Expr | None = None
    at_most: Expr | None = None
    applies: Expr | None = None
    otherwise: NotApplicable | None = None
    group: str = ""


@frozen(kw_only=True)
class Adjustment(Item):
    """Points outside the weights."""

    points: Expr
    at_least: Expr | None
    at_most: Expr | None
    applies: Expr | None


@frozen(kw_only=True)
class Grade(Item):
    """A band of totals."""

    band: Cell


@frozen
class Rounding:
    """The step to which every line is rounded."""

    to: Decimal = Decimal("0.01")
    mode: RoundingMode = "half up"


@frozen(kw_only=True)
class Scorecard:
    """Indicators with weights, adjustments outside them, limits and grades."""

    total: Expr | None
    round: Rounding
    indicators: tuple[Indicator, ...]
    adjustments: tuple[Adjustment, ...]
    at_least: Expr | None
    at_most: Expr | None
    grades: tuple[Grade, ...]
    span: Span = field(default=NOWHERE, eq=False, repr=False)


@frozen
class GradeIs:
    """The grade is this at best."""

    grade: str


@frozen
class GradeAtMost:
    """The grade is held to this."""

    grade: str


@frozen
class GradeDown:
    """The grade falls by so many bands."""

    steps: int


@frozen
class ScoreIs:
    """The total is this at best."""

    score: Expr


@frozen
class Deny:
    """Awards are denied: all, one of this policy, or `policy/award`."""

    award: str


@frozen
class Measure:
    """A measure follows: stop, defer or refer."""

    kind: Literal["stop", "defer", "refer"]
    name: str


Consequence = GradeIs | GradeAtMost | GradeDown | ScoreIs | Deny | Measure


@frozen(kw_only=True)
class Effect(Item):
    """What a veto brings about, and for how long."""

    consequence: Consequence
    #: Where the consequence is written.
    target: Span = field(default=NOWHERE, eq=False, repr=False)
    when: Expr | None
    start: Expr | None
    until: Expr | None
    duration: Expr | None


@frozen(kw_only=True)
class Veto(Item):
    """What overrides everything else."""

    when: Expr
    applies: Expr | None
    effects: tuple[Effect, ...]


@frozen
class RankKey:
    """What an award is ranked by: the greatest first, unless ascending."""

    value: Expr
    ascending: bool = False


@frozen
class TakeCount:
    """So many win."""

    count: Expr


@frozen
class TakeBudget:
    """As many win as a sum pays for."""

    amount: Expr
    cost: Expr


@frozen
class Ranking:
    """How an award is decided over a cohort."""

    by: tuple[RankKey, ...]
    take: TakeCount | TakeBudget
    ties: Ties
    #: Who competes with whom; None where all do.
    per: Expr | None
    #: The awards whose winners do not compete.
    excepted: tuple[str, ...]
    #: Where each of them is written.
    excepted_spans: tuple[Span, ...] = field(default=(), eq=False, repr=False)


@frozen(kw_only=True)
class Award(Item):
    """An honour: who may receive it and, over a cohort, who does."""

    eligible: Expr
    applies: Expr | None
    rank: Ranking | None


@frozen(kw_only=True)
class Requirement(Item):
    """A part of a duty."""

    when: Expr


@frozen(kw_only=True)
class Duty(Item):
    """What somebody must, or should, do: once, or for each element of a list."""

    modality: Literal["must", "should"]
    by: Words
    #: The elements, as `list(variable for variable in items where condition)`.
    elements: Comprehension | None
    requires: tuple[Requirement, ...]
    due: Expr | None
    applies: Expr | None


@frozen(kw_only=True)
class Publication(Item):
    """A count over a cohort, in which small numbers are withheld."""

    count: Expr
    per: Expr | None
    suppress_below: Expr | None


@frozen
class Subject:
    """What one record describes, and the fact that names it."""

    noun: Words = NO_WORDS
    id: str = ""
    #: Where the id is written.
    span: Span = field(default=NOWHERE, eq=False, repr=False)


NO_SUBJECT = Subject()


@frozen
class AmendedEdition:
    """An edition on which a later one is built: its name, its first day, and its file."""

    edition: str
    starts: date | None
    source: SourceText = field(repr=False)


@frozen(kw_only=True)
class Edition:
    """One edition of one policy."""

    policy: str
    edition: str
    title: Words = field(default=NO_WORDS, metadata={"wording": True})
    notice: Words = field(default=NO_WORDS, metadata={"wording": True})
    note: str = field(default="", metadata={"wording": True})
    status: Status = "in-force"
    starts: date | None = None
    ends: date | None = None
    review_by: date | None = None
    subject: Subject = NO_SUBJECT
    time_zone: timezone = timezone(timedelta(0))
    month_end: MonthEnd = "down"
    facts: tuple[Fact, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    definitions: tuple[Definition, ...] = ()
    tables: tuple[Table, ...] = ()
    bars: tuple[Bar, ...] = ()
    scorecard: Scorecard | None = None
    vetoes: tuple[Veto, ...] = ()
    awards: tuple[Award, ...] = ()
    duties: tuple[Duty, ...] = ()
    publications: tuple[Publication, ...] = ()
    source: SourceText = field(default=SourceText("", ""), eq=False, repr=False)
    #: The editions that this one amends, one after the other, the oldest first; none for a whole file.
    amended: tuple[AmendedEdition, ...] = field(default=(), eq=False, repr=False)
    span: Span = field(default=NOWHERE, eq=False, repr=False)
    #: Where the keys of its head are written, as far as they are: `policy`, `edition`, `status`, `in_force`,
    #: and of that `from` and `until`.
    head: dict[str, Span] = field(factory=dict, eq=False, repr=False)

    @property
    def sources(self) -> tuple[SourceText, ...]:
        """The texts that make up the edition, the oldest first and its own last."""
        return (*(one.source for one in self.amended), self.source)

    def edition_of(self, span: Span) -> str:
        """The name of the edition in whose file something is written: this one, or one that it amends."""
        return next((one.edition for one in self.amended if one.source is span.source), self.edition)

    @property
    def has_rules(self) -> bool:
        """Whether there are rules; where there are none, definitions and tables are the results."""
        rules = (self.bars, self.scorecard, self.vetoes, self.awards, self.duties, self.publications)
        return any(rules)
