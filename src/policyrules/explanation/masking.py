"""What may be shown of sensitive facts, and of what is computed from them (docs: language, decisions).

Whatever an unrevealed rendering shows of a rule that reads sensitive facts depends only on its
outcome and on which facts are known, never on which value a sensitive fact has.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import frozen

from policyrules.evaluation.decide import Gap, gaps_of, missing_in, natural, problems_in
from policyrules.evaluation.outcomes import VetoOutcome
from policyrules.policy.model import ScoreIs
from policyrules.policy.types import ChoiceType, Fact, ListType, RecordType, Type
from policyrules.values.unknown import Problem, Unknown

if TYPE_CHECKING:
    from policyrules.evaluation.decided import Decided
    from policyrules.inference.checked import CheckedEdition
    from policyrules.policy.model import Effect
    from policyrules.values.unknown import Cause

MASKED = "‹masked›"


def rule_key(gap: str) -> str:
    """The key of the rule that decides an outcome: all lines of a scorecard are one rule."""
    group, _, name = gap.partition(".")
    if group != "score":
        return gap
    return {"total": "score.total", "final_total": "score.total"}.get(name, "score.lines")


def is_sensitive(checked: CheckedEdition, key: str) -> bool:
    """Whether a rule, or one that its score rests on, reads sensitive facts."""
    group, _, name = key.partition(".")
    keys: tuple[str, ...] = (key,)
    if group == "score":
        keys = ("score.lines", key)
    elif group == "values":
        keys = (f"definitions.{name}", f"tables.{name}")
    return any(one in checked.findings and checked.findings[one].sensitive for one in keys)


def timing_is_sensitive(checked: CheckedEdition, effect: Effect) -> bool:
    """Whether it depends on sensitive facts if and when an effect of a triggered veto follows."""
    parts = (effect.when, effect.start, effect.until, effect.duration)
    return any(part is not None and id(part) in checked.sensitive_nodes for part in parts)


def score_is_sensitive(checked: CheckedEdition, effect: Effect) -> bool:
    """Whether the total that an effect sets is computed from sensitive facts."""
    consequence = effect.consequence
    return isinstance(consequence, ScoreIs) and id(consequence.score) in checked.sensitive_nodes


@frozen
class Shown:
    """What may be told of the gaps of a decision."""

    #: Facts and open parameters, by name.
    missing: tuple[str, ...]
    problems: tuple[Problem, ...]
    #: The rules that a problem keeps open, with its code; MASKED where it may not be told.
    codes: tuple[tuple[str, str], ...]

    @property
    def masked(self) -> bool:
        """Whether a problem may not be told."""
        return any(code == MASKED for _, code in self.codes)


def shown_gaps(decided: Decided, *, reveal: bool) -> Shown:
    """The missing facts and the problems to show."""
    causes: dict[Cause, None] = {}
    masked: set[str] = set()
    codes: set[tuple[str, str]] = set()
    for gap in gaps_of(decided.outcomes):
        if reveal or not _gap_is_sensitive(decided.checked, gap):
            causes.update(dict.fromkeys(gap.causes))
            codes |= {(gap.rule, cause.code) for cause in gap.causes if isinstance(cause, Problem)}
            continue
        names = _mentioned_and_unknown(decided, rule_key(gap.rule), whole=gap.rule.endswith(".final_total"))
        masked.update(names)
        if not names and not _triggered(decided, gap.rule):
            codes.add((gap.rule, MASKED))
    if not reveal:
        masked |= _of_hidden_times(decided)
    missing = sorted({*missing_in(causes), *masked}, key=natural)
    return Shown(tuple(missing), problems_in(causes), tuple(sorted(codes)))


def _triggered(decided: Decided, rule: str) -> bool:
    group, _, name = rule.partition(".")
    return group == "vetoes" and decided.outcomes.vetoes[name].outcome is VetoOutcome.TRIGGERED


def _of_hidden_times(decided: Decided) -> set[str]:
    """What is unknown around effects whose time may not be told: the same, wherever the day stands in it."""
    found: set[str] = set()
    for veto in decided.checked.edition.vetoes:
        follows = decided.outcomes.vetoes[veto.id].outcome in {
            VetoOutcome.TRIGGERED,
            VetoOutcome.UNDETERMINED,
        }
        if follows and any(timing_is_sensitive(decided.checked, effect) for effect in veto.effects):
            found.update(_mentioned_and_unknown(decided, f"vetoes.{veto.id}", whole=False))
    return found


def _gap_is_sensitive(checked: CheckedEdition, gap: Gap) -> bool:
    """Whether the causes of a gap may come from sensitive facts, by way of other rules as well."""
    if gap.rule.endswith(".final_total") and _vetoes(checked):
        return True
    key = rule_key(gap.rule)
    reached = checked.reached_from({key.removeprefix("values.")})
    through = {name for name in reached if name in checked.findings or name.startswith("score.")}
    return any(is_sensitive(checked, one) for one in {key, *through})


def _vetoes(checked: CheckedEdition) -> bool:
    return any(is_sensitive(checked, f"vetoes.{veto.id}") for veto in checked.edition.vetoes)


def _mentioned_and_unknown(decided: Decided, key: str, *, whole: bool) -> tuple[str, ...]:
    """Every fact and open parameter that a rule mentions, itself or through others, and that is unknown."""
    checked = decided.checked
    keys = {key} | ({f"vetoes.{veto.id}" for veto in checked.edition.vetoes} if whole else set())
    names = checked.reached_from({one.removeprefix("values.") for one in keys})
    found: set[str] = {one.id for one in checked.edition.parameters if one.value is None and one.id in names}
    for fact in checked.edition.facts:
        _unknown(fact, decided.facts.get(fact.name), fact.name, names, found)
    return tuple(sorted(found, key=natural))


def _unknown(fact: Fact, raw: Any, path: str, names: frozenset[str], found: set[str]) -> None:
    if fact.path not in names and not isinstance(fact.type, RecordType):
        return
    inner: set[str] = set()
    _look_into(fact.type, raw, path, names, inner)
    if fact.sensitive and inner:
        inner = {path}
    found |= inner


def _look_into(kind: Type, raw: Any, path: str, names: frozenset[str], found: set[str]) -> None:
    if isinstance(kind, RecordType):
        for fact in kind.fields:
            value = raw.get(fact.name) if raw is not None else None
            _unknown(fact, value, f"{path}.{fact.name}", names, found)
    elif raw is None or (isinstance(kind, ChoiceType) and raw in kind.unsettled):
        found.add(path)
    elif isinstance(kind, ListType):
        for number, item in enumerate(raw, 1):
            _look_into(kind.element, item, f"{path}[{number}]", names, found)


def masked_facts(checked: CheckedEdition, facts: Any, *, reveal: bool) -> dict[str, Any]:
    """The facts of a decision, sensitive ones masked; None where they are unknown."""
    return _masked(checked.edition.facts, facts, reveal)


def _masked(declared: tuple[Fact, ...], facts: Any, reveal: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for fact in declared:
        if fact.name not in facts:
            continue
        raw = facts[fact.name]
        hidden = fact.sensitive and not reveal and raw is not None and not isinstance(raw, Unknown)
        found[fact.name] = MASKED if hidden else masked_value(fact.type, raw, reveal)
    return found


def masked_value(kind: Type, raw: Any, reveal: bool) -> Any:
    """A value of a type, with the sensitive facts within it masked."""
    if isinstance(kind, RecordType) and isinstance(raw, Mapping):
        return _masked(kind.fields, raw, reveal)
    if isinstance(kind, ListType) and isinstance(raw, tuple):
        return [masked_value(kind.element, item, reveal) for item in raw]
    return raw
