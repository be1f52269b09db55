"""The members of a cohort: their names and decisions (docs: language, ranking over a cohort)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import field, frozen

from policyrules.engine.cohort import Cohort
from policyrules.engine.decision import Decision
from policyrules.errors import Fault, LimitExceeded, RecordError
from policyrules.evaluation.cohort import publish_cohort, rank_cohort
from policyrules.evaluation.decide import outcomes_of
from policyrules.evaluation.entries import Entries, entries_of
from policyrules.evaluation.frozen import FrozenMapping
from policyrules.evaluation.interpreter import interpret
from policyrules.evaluation.plain import plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from policyrules.engine.policy import ReadRecord
    from policyrules.inference.checked import CheckedEdition
    from policyrules.policy.types import Fact

    #: A record, one that was read before, or the reason why there is none.
    Given: TypeAlias = Mapping[str, Any] | ReadRecord | RecordError | LimitExceeded


def decide_cohort(
    checked: CheckedEdition,
    records: Iterable[Given] | Mapping[str, Given],
    read: Callable[[Any], FrozenMapping[Any]],
    *,
    as_of: date,
    any_date: bool,
) -> Cohort:
    """Decide every record and then all of them together; `read` makes the copy of one.

    Raises RecordError where two members have the same name.
    """
    edition = checked.edition
    subject = next((fact for fact in edition.facts if fact.name == edition.subject.id), None)
    if isinstance(records, Mapping):
        subject = None
        pairs = ((str(name), given) for name, given in records.items())
    else:
        pairs = ((f"#{number}", given) for number, given in enumerate(records, 1))
    members = _Members("" if subject is None else f"/{subject.key}")
    for name, given in pairs:
        one, entries = _decide(checked, given, read, as_of, any_date=any_date)
        members.add(name if subject is None else _name(subject, given, one) or name, one, entries)
    if members.faults:
        raise RecordError(members.faults)
    return Cohort(
        checked,
        as_of,
        any_date,
        FrozenMapping(members.decided),
        subject is not None and subject.sensitive,
        rank_cohort(checked, members.entries),
        publish_cohort(checked, members.entries, as_of),
    )


def _decide(
    checked: CheckedEdition,
    given: Given,
    read: Callable[[Any], FrozenMapping[Any]],
    as_of: date,
    *,
    any_date: bool,
) -> tuple[Decision | RecordError | LimitExceeded, Entries | None]:
    """The decision of one member and what it brings, or why there is none."""
    if isinstance(given, RecordError | LimitExceeded):
        return given, None
    try:
        facts = read(given)
        run = interpret(checked, facts, as_of)
    except (RecordError, LimitExceeded) as error:
        return error.with_traceback(None), None
    return Decision(checked, facts, as_of, any_date, outcomes_of(run)), entries_of(run)


def _name(subject: Fact, given: Given, one: Decision | RecordError | LimitExceeded) -> str:
    """What the record calls itself; of one that cannot be decided, where the text is there all the same."""
    if isinstance(one, Decision):
        return plain_text(one.facts[subject.name])
    name = given.get(subject.key) if isinstance(given, Mapping) else None
    return name if isinstance(name, str) else ""


@frozen
class _Members:
    """Members by name, and those whose name was taken."""

    #: Where the names stand in a record.
    pointer: str
    decided: dict[str, Decision | RecordError | LimitExceeded] = field(factory=dict)
    entries: dict[str, Entries | None] = field(factory=dict)
    faults: list[Fault] = field(factory=list)
    _numbers: dict[str, int] = field(factory=dict)

    def add(self, name: str, one: Decision | RecordError | LimitExceeded, entries: Entries | None) -> None:
        """Take a member in."""
        number = len(self.decided) + len(self.faults) + 1
        if name in self.decided:
            # Without the name, which may be sensitive.
            message = f"the members #{self._numbers[name]} and #{number} have the same name"
            self.faults.append(Fault(self.pointer, "same-name", message))
            return
        self._numbers[name] = number
        self.decided[name] = one
        self.entries[name] = entries
