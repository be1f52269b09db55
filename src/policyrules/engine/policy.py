"""A policy that is ready to decide."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, get_args

from attrs import frozen

from policyrules.engine.decision import Decision
from policyrules.engine.members import decide_cohort
from policyrules.errors import LimitExceeded, NoEditionInForce, RecordError
from policyrules.evaluation.decide import outcomes_of
from policyrules.evaluation.frozen import FrozenMapping
from policyrules.evaluation.interpreter import interpret
from policyrules.evaluation.reading import read_record
from policyrules.explanation.show import ShowFormat, show_edition
from policyrules.policy.windows import days_in_words
from policyrules.values.calendar import date_text, parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from policyrules.engine.cohort import Cohort
    from policyrules.inference.checked import CheckedEdition
    from policyrules.text.diagnostic import Diagnostic


@frozen
class ReadRecord:
    """A record that was read for one policy: an immutable copy of the facts that it uses."""

    facts: FrozenMapping[Any]
    #: The digest of the edition that it was read for.
    digest: str


class Policy:
    """One edition of a policy, checked and ready to decide; immutable, and safe to share between threads.

    Made by `policyrules.load` and `policyrules.loads`, and found in a `policyrules.Library`.
    """

    __slots__ = ("_checked", "_ends", "_warnings")

    def __init__(
        self, checked: CheckedEdition, warnings: tuple[Diagnostic, ...] = (), *, ends: date | None = None
    ) -> None:
        self._checked = checked
        self._warnings = warnings
        self._ends = checked.edition.ends or ends

    @property
    def id(self) -> str:
        """The id of the policy, such as `community-grant`."""
        return self._checked.edition.policy

    @property
    def edition(self) -> str:
        """The name of the edition, such as `2026`."""
        return self._checked.edition.edition

    @property
    def status(self) -> str:
        """`draft`, `in-force` or `historical`."""
        return self._checked.edition.status

    @property
    def starts(self) -> date | None:
        """The first day on which the edition is in force; None where it does not say."""
        return self._checked.edition.starts

    @property
    def ends(self) -> date | None:
        """The last day on which the edition is in force; None where it has no end.

        In a library, an edition that names no end itself ends the day before its successor begins.
        """
        return self._ends

    def in_force(self, day: date | str) -> bool:
        """Whether the edition is in force on a day, given as a date or as ISO text."""
        day = as_day(day, "day")
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)

    @property
    def digest(self) -> str:
        """The digest of what the edition means (`sha256:…`); wording and layout do not change it."""
        return self._checked.digest

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What checking found that does not keep the policy from deciding."""
        return self._warnings

    @property
    def checked(self) -> CheckedEdition:
        """The checked edition, for tools that look into a policy."""
        return self._checked

    def title(self, language: str = "en") -> str:
        """The title in a language, or the id where it has none."""
        return self._checked.edition.title.pick(language) or self.id

    def show(self, *, format: ShowFormat = "text", language: str = "en") -> str:  # noqa: A002 - the word of the interface
        """The edition as a document for people: as `text`, `markdown` or `html`, in English or Chinese.

        `yaml` gives the text of the edition, with what its amendments changed merged in. Raises
        ValueError for another format.
        """
        if format not in get_args(ShowFormat):
            raise ValueError(f"format is one of {', '.join(get_args(ShowFormat))}, not {format!r}")
        return show_edition(self._checked, format, language)

    def read(self, record: Mapping[str, Any]) -> ReadRecord:
        """Check a record and copy the facts that the policy uses, to decide on it several times.

        Raises RecordError with every fault.
        """
        return ReadRecord(read_record(self._checked, record), self.digest)

    def evaluate(
        self, record: Mapping[str, Any] | ReadRecord, *, as_of: date | str, any_date: bool = False
    ) -> Decision:
        """Decide one record for a day, given as a date or as ISO text.

        Raises RecordError with every fault of the record, NoEditionInForce where the edition does not
        decide for that day (unless `any_date`, which the decision records), LimitExceeded where the
        record would take too much work, and ValueError where `as_of` is no date.
        """
        day = as_day(as_of)
        if not any_date:
            self._require_in_force(day)
        facts = self._facts(record)
        outcomes = outcomes_of(interpret(self._checked, facts, day))
        return Decision(self._checked, facts, day, any_date, outcomes)

    def evaluate_many(
        self, records: Iterable[Mapping[str, Any]], *, as_of: date | str, any_date: bool = False
    ) -> Iterator[Decision | RecordError | LimitExceeded]:
        """Decide records one after the other; one that cannot be decided yields its error in its place."""
        day = as_day(as_of)
        if not any_date:
            self._require_in_force(day)
        for record in records:
            try:
                yield self.evaluate(record, as_of=day, any_date=any_date)
            except (RecordError, LimitExceeded) as error:
                yield error

    def evaluate_cohort(
        self,
        records: Iterable[Mapping[str, Any] | ReadRecord | RecordError | LimitExceeded]
        | Mapping[str, Mapping[str, Any] | ReadRecord | RecordError | LimitExceeded],
        *,
        as_of: date | str,
        any_date: bool = False,
    ) -> Cohort:
        """Decide records that compete with each other, and who wins (docs: language, ranking over a cohort).

        Members are named by the keys of a mapping, else by the fact that names the subject, else by
        number: `#3`. One that cannot be decided, or that is given as an error, is kept as its error and
        counts as a competitor of whom nothing is known. Raises RecordError where two members have the same
        name, and as `evaluate` does NoEditionInForce and ValueError.
        """
        day = as_day(as_of)
        if not any_date:
            self._require_in_force(day)
        return decide_cohort(self._checked, records, self._facts, as_of=day, any_date=any_date)

    def _facts(self, record: Mapping[str, Any] | ReadRecord) -> FrozenMapping[Any]:
        if not isinstance(record, ReadRecord):
            return read_record(self._checked, record)
        if record.digest != self.digest:
            raise ValueError("this record was read for another policy or edition")
        return record.facts

    def _require_in_force(self, day: date) -> None:
        if not self.in_force(day):
            days = days_in_words(self.starts, self.ends)
            raise NoEditionInForce(
                f"{self.id} {self.edition} is in force {days}, not on {date_text(day)}; "
                "say any_date=True to decide all the same"
            )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Policy):
            return False
        return self._checked.edition == other._checked.edition and self._ends == other._ends

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"<Policy {self.id} {self.edition}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(Policy, ends=self._ends), (self._checked, self._warnings)


def as_day(value: date | str, name: str = "as_of") -> date:
    """The day given as a date or as ISO text; raises ValueError, naming the argument, where it is neither."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    day = parse_date(value) if isinstance(value, str) else None
    if day is None:
        raise ValueError(f"{name} must be a date or text such as 2026-05-31, not {value!r}")
    return day
