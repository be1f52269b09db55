"""A policy that is ready to decide."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from attrs import frozen

from policyrules.engine.decision import Decision
from policyrules.errors import LimitExceeded, NoEditionInForce, RecordError
from policyrules.evaluation.decide import outcomes_of
from policyrules.evaluation.frozen import FrozenMapping
from policyrules.evaluation.interpreter import interpret
from policyrules.evaluation.reading import read_record
from policyrules.values.calendar import date_text, parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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

    Made by `policyrules.load` and `policyrules.loads`.
    """

    __slots__ = ("_checked", "_warnings")

    def __init__(self, checked: CheckedEdition, warnings: tuple[Diagnostic, ...] = ()) -> None:
        self._checked = checked
        self._warnings = warnings

    @property
    def id(self) -> str:
        """The id of the policy, such as `community-grant`."""
        return self._checked.edition.policy

    @property
    def edition(self) -> str:
        """The name of the edition, such as `2026`."""
        return self._checked.edition.edition

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

    def _facts(self, record: Mapping[str, Any] | ReadRecord) -> FrozenMapping[Any]:
        if not isinstance(record, ReadRecord):
            return read_record(self._checked, record)
        if record.digest != self.digest:
            raise ValueError("this record was read for another policy or edition")
        return record.facts

    def _require_in_force(self, day: date) -> None:
        edition = self._checked.edition
        before = edition.starts is not None and day < edition.starts
        after = edition.ends is not None and day > edition.ends
        if before or after:
            starts = date_text(edition.starts) if edition.starts is not None else "the beginning"
            ends = f"until {date_text(edition.ends)}" if edition.ends is not None else "on"
            raise NoEditionInForce(
                f"{self.id} {self.edition} is in force from {starts} {ends}, not on {date_text(day)}; "
                "say any_date=True to decide all the same"
            )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Policy) and self._checked.edition == other._checked.edition

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"<Policy {self.id} {self.edition}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return Policy, (self._checked, self._warnings)


def as_day(as_of: date | str) -> date:
    """The day given as a date or as ISO text; raises ValueError where it is neither."""
    if isinstance(as_of, date) and not isinstance(as_of, datetime):
        return as_of
    day = parse_date(as_of) if isinstance(as_of, str) else None
    if day is None:
        raise ValueError(f"as_of must be a date or text such as 2026-05-31, not {as_of!r}")
    return day
