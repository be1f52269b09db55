"""What another edition does to records (docs: comparing)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from attrs import field, frozen

from policyrules.comparison.compare import Comparison, diff
from policyrules.comparison.impact_page import impact_page
from policyrules.comparison.impact_report import impact_blocks, impact_data
from policyrules.comparison.responsible import Responsible, Trials
from policyrules.comparison.tables import OutcomeTable, Shifts, outcome_table, shifts_of
from policyrules.comparison.tally import DECISION, Failure, Pair, Tally
from policyrules.engine.policy import as_day
from policyrules.explanation.decision_json import json_text
from policyrules.explanation.masking import MASKED
from policyrules.rendering.formats import as_markdown, as_text
from policyrules.values.suppression import suppress_groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from policyrules.comparison.tally import Kind
    from policyrules.engine.policy import Policy
    from policyrules.errors import PolicyrulesError

#: Under which edition a record could not be decided; or it was none that could be read.
FAILURES = ("old", "new", "both", "record")


@frozen
class Flip:
    """The records of which one rule has another outcome under the new edition."""

    #: The key of the rule, such as `bars.main_grant` or `score.final_grade`.
    rule: str
    old: str
    new: str
    #: How many; None where that is withheld.
    count: int | None
    #: The first few, by the fact that names them or else by their number; none where small counts are withheld.
    records: tuple[str, ...]
    #: What made the example flip.
    responsible: Responsible = field(repr=False)
    #: Both decisions on the first of them; None where small counts are withheld.
    example: Pair | None = field(repr=False)


@frozen
class Impact:
    """What the new edition does to records that the old one decided; counts are None where they are withheld."""

    comparison: Comparison
    as_of: date
    #: Counts from 1 up to, but excluding, this are withheld; 0 withholds nothing.
    suppress_below: int
    #: How many records there were.
    records: int | None
    #: How many were `decided` by both editions, failed under the `old`, the `new` or `both`, or were no `record`.
    status: Mapping[str, int | None]
    #: The outcomes under both editions, by rule.
    tables: tuple[OutcomeTable, ...] = field(repr=False)
    flips: tuple[Flip, ...] = field(repr=False)
    #: By how much totals shift; None where one of the editions has no scorecard, or where it is withheld.
    shifts: Shifts | None = field(repr=False)
    #: The facts that only the new edition declares, with how many of the decided records lack them.
    lacking: Mapping[str, int | None]
    #: The first few records that could not be decided under both.
    failures: tuple[Failure, ...] = field(repr=False)

    @property
    def failed(self) -> bool:
        """Whether there are records that could not be decided by both editions."""
        return any(self.status[name] != 0 for name in FAILURES)

    def report(
        self,
        *,
        format: Literal["text", "markdown", "html", "json"] = "text",  # noqa: A002 - the word of the interface
        language: str = "en",
    ) -> str:
        """For people, in `en` or `zh`, as text, Markdown or a page with pictures; or `policyrules/impact/1`."""
        match format:
            case "json":
                return json_text(self.to_data())
            case "html":
                return impact_page(self, language)
            case "text":
                return as_text(impact_blocks(self, language))
            case "markdown":
                return as_markdown(impact_blocks(self, language))
            case _:
                raise ValueError(f"format is text, markdown, html or json, not {format!r}")

    def to_data(self) -> dict[str, Any]:
        """The tables, shifts and flips as data; sensitive facts are masked."""
        return impact_data(self)


def impact(
    old: Policy,
    new: Policy,
    records: Iterable[Mapping[str, Any] | PolicyrulesError],
    *,
    as_of: date | str,
    suppress_below: int = 0,
) -> Impact:
    """Decide records by two editions of one policy for the same day, and compare.

    Both decide as with `any_date`, so that rules are compared and not the days on which they are in force.
    Records are taken one by one, and any number of them takes the same memory; an error stands for one
    that could not be read. One that cannot be decided is counted, and the rest goes on.

    With `suppress_below`, small counts are withheld with whatever would give them away, and nothing is
    told of single records.

    Raises ValueError where these are editions of different policies, where `as_of` is no date, or where
    `suppress_below` is negative.
    """
    if suppress_below < 0:
        raise ValueError("suppress_below is 0 or more")
    comparison = diff(old, new)
    tally = Tally(old, new, as_day(as_of))
    for number, record in enumerate(records, 1):
        tally.add(number, record)
    return _Summary(comparison, tally, suppress_below).impact()


@frozen
class _Summary:
    """Makes what may be told of a tally."""

    comparison: Comparison
    tally: Tally
    below: int

    def impact(self) -> Impact:
        tally = self.tally
        decided: int | None = tally.status["decided"]
        told = decided == 0 or tally.status["decided"] >= self.below
        decided = decided if told else None
        # The number of all records is told only where it gives nothing away.
        counts, failed = suppress_groups([tally.status[one] for one in FAILURES], self.below)
        status = {"decided": decided, **dict(zip(FAILURES, counts, strict=True))}
        total = None if decided is None or failed is None else decided + failed
        tables = tuple(self._tables()) if told else ()
        shifts = shifts_of(tally.shifts, self.comparison.new.checked.edition, self.below) if told else None
        return Impact(
            self.comparison,
            tally.as_of,
            self.below,
            total,
            status,
            tables,
            tuple(self._flips(tables)),
            shifts,
            self._lacking() if told else {},
            () if self.below else tuple(tally.failures),
        )

    def _tables(self) -> Iterable[OutcomeTable]:
        for rule, counts in self.tally.outcomes.items():
            # What sums up or splits up other tables could give away what they withhold.
            if not self.below or (rule != DECISION and rule.count(".") == 1):
                yield outcome_table(rule, counts, self._grades(), self.below)

    def _grades(self) -> tuple[str, ...]:
        cards = (policy.checked.edition.scorecard for policy in (self.tally.new, self.tally.old))
        return tuple(grade.id for card in cards if card is not None for grade in card.grades)

    def _lacking(self) -> dict[str, int | None]:
        decided = self.tally.status["decided"]
        return {
            name: suppress_groups([count, decided - count], self.below, total_known=True)[0][0]
            for name, count in self.tally.lacking.items()
        }

    def _flips(self, tables: tuple[OutcomeTable, ...]) -> Iterable[Flip]:
        shown = {table.rule: table for table in tables}
        trials = Trials.of(self.comparison)
        for (rule, before, after), kind in self.tally.kinds.items():
            table = shown.get(rule)
            count = table.count(before, after) if table is not None else None
            if count is None and self.below:
                continue
            yield Flip(
                rule,
                before,
                after,
                count,
                () if self.below else tuple(self._names(kind)),
                trials.responsible(kind.example, rule, before),
                None if self.below else kind.example,
            )

    def _names(self, kind: Kind) -> Iterable[str]:
        editions = (self.tally.old.checked.edition, self.tally.new.checked.edition)
        named = editions[1].subject.id
        sensitive = any(fact.sensitive for one in editions for fact in one.facts if fact.name == named)
        for number, name in kind.numbers:
            if name is None:
                yield f"#{number}"
            else:
                yield MASKED if sensitive else str(name)
