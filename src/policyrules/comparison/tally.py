"""Counting what becomes of records, as they come: only counters, and one example of each kind."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field, frozen

from policyrules.errors import LimitExceeded, PolicyrulesError, RecordError
from policyrules.evaluation.outcomes import VetoOutcome
from policyrules.explanation.masking import timing_is_sensitive
from policyrules.language.tree import Literal
from policyrules.values.numbers import CARRY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from policyrules.engine.decision import Decision
    from policyrules.engine.policy import Policy
    from policyrules.evaluation.outcomes import Score
    from policyrules.policy.model import Edition

#: The outcome of a rule that one of the editions does not have.
ABSENT: Final = "not in this edition"
#: Outcomes that are as good as no rule at all.
_HARMLESS: Final = {ABSENT, "clear", "not applicable", "none"}
#: How many records of each kind are named, and how many that failed.
NAMED: Final = 5
DECISION: Final = "decision"
GRADE: Final = "score.final_grade"
#: The ends of the classes of shifts, in hundredths of the total.
EDGES: Final = tuple(map(Decimal, (20, 10, 5, 1)))


@frozen
class Pair:
    """The decisions on one record under both editions; the raw record is kept to decide it again."""

    number: int
    record: Mapping[str, Any]
    old: Decision
    new: Decision


@frozen
class Failure:
    """A record that could not be decided under one edition or both."""

    number: int
    #: `old`, `new` or `both`; or `record` where it could not even be read.
    under: str
    error: PolicyrulesError


@define
class Kind:
    """Records of which one rule changes from one outcome to another."""

    count: int
    example: Pair
    numbers: list[tuple[int, Any]]


@define
class Tally:
    """What was counted so far."""

    old: Policy
    new: Policy
    as_of: date
    #: How many could be decided by: both, only the old, only the new, neither; and how many could not be read.
    status: Counter[str] = field(factory=Counter)
    #: By rule, how many have an outcome under the old edition and another under the new one.
    outcomes: dict[str, Counter[tuple[str, str]]] = field(factory=dict)
    kinds: dict[tuple[str, str, str], Kind] = field(factory=dict)
    #: How many shifts of the total fall into each class; None for totals that are not exact.
    shifts: Counter[int | None] = field(factory=Counter)
    #: By fact that only the new edition declares, how many of the records lack it.
    lacking: Counter[str] = field(factory=Counter)
    failures: list[Failure] = field(factory=list)

    def add(self, number: int, record: Any) -> None:
        """Decide one record by both editions; it may be the error of one that could not be read."""
        if isinstance(record, PolicyrulesError):
            self._fail(number, "record", record)
            return
        old, new = (self._decide(policy, record) for policy in (self.old, self.new))
        if isinstance(old, PolicyrulesError) or isinstance(new, PolicyrulesError):
            failed = (isinstance(old, PolicyrulesError), isinstance(new, PolicyrulesError))
            under = {(True, False): "old", (False, True): "new", (True, True): "both"}[failed]
            self._fail(number, under, new if isinstance(new, PolicyrulesError) else old)  # type: ignore[arg-type] # one of them is an error
            return
        self.status["decided"] += 1
        self._compare(Pair(number, record, old, new))

    def _decide(self, policy: Policy, record: Any) -> Decision | PolicyrulesError:
        try:
            return policy.evaluate(record, as_of=self.as_of, any_date=True)
        except (RecordError, LimitExceeded) as error:
            return error

    def _fail(self, number: int, under: str, error: PolicyrulesError) -> None:
        self.status[under] += 1
        if len(self.failures) < NAMED:
            self.failures.append(Failure(number, under, error))

    def _compare(self, pair: Pair) -> None:
        old, new = outcomes_by_rule(pair.old), outcomes_by_rule(pair.new)
        for rule in [*new, *(rule for rule in old if rule not in new)]:
            before, after = old.get(rule, ABSENT), new.get(rule, ABSENT)
            self.outcomes.setdefault(rule, Counter())[before, after] += 1
            harmless = {before, after} <= _HARMLESS or rule == DECISION
            # That effects come and go with their veto is told with the veto.
            veto = rule.rpartition(".")[0]
            follows = rule.count(".") > 1 and old.get(veto, ABSENT) != new.get(veto, ABSENT)
            if before != after and not harmless and not follows:
                self._flip(pair, rule, before, after)
        if pair.old.score is not None and pair.new.score is not None:
            self.shifts[shift_class(pair.old.score, pair.new.score, step_of(self.new.checked.edition))] += 1
        declared = {fact.name for fact in pair.old.checked.edition.facts}
        for fact in pair.new.checked.edition.facts:
            if fact.name not in declared:
                self.lacking[fact.name] += pair.record.get(fact.key) is None

    def _flip(self, pair: Pair, rule: str, before: str, after: str) -> None:
        kind = self.kinds.setdefault((rule, before, after), Kind(0, pair, []))
        kind.count += 1
        if len(kind.numbers) < NAMED:
            name = pair.new.facts.get(pair.new.checked.edition.subject.id)
            kind.numbers.append((pair.number, name))


def outcomes_by_rule(decision: Decision) -> dict[str, str]:
    """The outcome of every rule in a word, by key; and whether the decision as a whole is determined."""
    found = {DECISION: "determined" if decision.determined else "undetermined"}
    found |= {f"bars.{name}": bar.outcome.value for name, bar in decision.bars.items()}
    score = decision.score
    if score is not None and score.possible_final_grades:
        found[GRADE] = score.final_grade or "undetermined"
    found |= {f"vetoes.{name}": veto.outcome.value for name, veto in decision.vetoes.items()}
    found |= dict(_effects(decision))
    found |= {f"awards.{name}": award.outcome.value for name, award in decision.awards.items()}
    return found | {f"duties.{name}": duty.outcome.value for name, duty in decision.duties.items()}


def _effects(decision: Decision) -> Iterator[tuple[str, str]]:
    """The states of effects; not of those that sensitive facts would show in."""
    for veto in decision.checked.edition.vetoes:
        for effect in veto.effects:
            # Left out for every record, lest its absence tell something of one.
            if not timing_is_sensitive(decision.checked, veto, effect, VetoOutcome.UNDETERMINED):
                state = decision.vetoes[veto.id].effects[effect.id].state
                yield f"vetoes.{veto.id}.{effect.id}", state.value


def step_of(edition: Edition) -> Decimal:
    """A hundredth of the total of a scorecard; of 100 where it has none, or one that is computed."""
    card = edition.scorecard
    total = card.total.value if card is not None and isinstance(card.total, Literal) else None
    return CARRY.divide(total if isinstance(total, Decimal) and total > 0 else Decimal(100), Decimal(100))


def shift_class(old: Score, new: Score, step: Decimal) -> int | None:
    """The class into which the shift of the total falls: 0 for none, 1 to 5 for gains, below for losses.

    None where a total is not exact.
    """
    before, after = old.final_total, new.final_total
    if not before.exact or not after.exact:
        return None
    shift = CARRY.subtract(after.value, before.value)
    if not shift:
        return 0
    size = 1 + sum(abs(shift) >= CARRY.multiply(step, edge) for edge in EDGES)
    return size if shift > 0 else -size
