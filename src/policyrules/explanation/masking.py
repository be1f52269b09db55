"""What may be shown of sensitive facts, and of what is computed from them (docs: language, decisions).

Whatever an unrevealed rendering shows of a rule that reads sensitive facts depends only on its
outcome and on which facts are known, never on which value a sensitive fact has.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import frozen

from policyrules.evaluation.decide import Gap, gaps_of, missing_in, natural, problems_in
from policyrules.evaluation.outcomes import AwardOutcome, EffectState, VetoOutcome
from policyrules.inference.award_rules import denied_by
from policyrules.policy.model import ScoreIs
from policyrules.policy.types import ChoiceType, Fact, ListType, RecordType, Type
from policyrules.values.unknown import Problem, Unknown

if TYPE_CHECKING:
    from policyrules.evaluation.decided import Decided
    from policyrules.inference.checked import CheckedEdition
    from policyrules.policy.model import Award, Duty, Effect, Requirement, Veto
    from policyrules.values.unknown import Cause

MASKED = "‹masked›"

#: The outcomes of a veto with which its effects may follow.
_FOLLOWS = {VetoOutcome.TRIGGERED, VetoOutcome.UNDETERMINED}


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


def timing_is_sensitive(checked: CheckedEdition, veto: Veto, effect: Effect, outcome: VetoOutcome) -> bool:
    """Whether it depends on sensitive facts if and when an effect follows, given the outcome of its veto.

    An undetermined veto may be known not to be triggered, if only because its condition is false.
    """
    parts = [effect.when, effect.start, effect.until, effect.duration]
    if outcome is VetoOutcome.UNDETERMINED and veto.applies is not None:
        parts += [veto.when, veto.applies]
    return any(part is not None and id(part) in checked.sensitive_nodes for part in parts)


def elements_are_sensitive(checked: CheckedEdition, duty: Duty) -> bool:
    """Whether the number of elements of a duty, or which they are, rests on sensitive facts."""
    return id(duty.elements) in checked.sensitive_nodes


def due_is_sensitive(checked: CheckedEdition, duty: Duty) -> bool:
    """Whether the due day of a duty is computed from sensitive facts."""
    return id(duty.due) in checked.sensitive_nodes


def requirement_is_sensitive(checked: CheckedEdition, duty: Duty, one: Requirement) -> bool:
    """Whether what came of a requirement rests on sensitive facts, be it by its due day."""
    return due_is_sensitive(checked, duty) or id(one.when) in checked.sensitive_nodes


def score_is_sensitive(checked: CheckedEdition, effect: Effect) -> bool:
    """Whether the total that an effect sets is computed from sensitive facts."""
    consequence = effect.consequence
    return isinstance(consequence, ScoreIs) and id(consequence.score) in checked.sensitive_nodes


def told_denials(decided: Decided, award: Award, *, reveal: bool) -> tuple[str, ...]:
    """The vetoes in effect that deny an award; MASKED stands for those of which that may not be told."""
    checked, outcomes = decided.checked, decided.outcomes
    result = outcomes.awards[award.id]
    if reveal:
        return result.denied_by
    found, hidden = [], False
    for name, effects in denied_by(award, checked.edition).items():
        veto, says = checked.items[f"vetoes.{name}"], outcomes.vetoes[name]
        denying = [one for one in veto.effects if one.id in effects]
        told = [one for one in denying if not timing_is_sensitive(checked, veto, one, says.outcome)]
        if name in result.denied_by and any(
            says.effects[one.id].state is EffectState.IN_EFFECT for one in told
        ):
            found.append(name)
        hidden |= says.outcome in _FOLLOWS and len(told) < len(denying)
    hidden &= result.outcome in {AwardOutcome.DENIED, AwardOutcome.UNDETERMINED}
    return (*found, MASKED) if hidden else tuple(found)


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
    for gap in gaps_of(decided):
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
        outcome = decided.outcomes.vetoes[veto.id].outcome
        hidden = any(timing_is_sensitive(decided.checked, veto, one, outcome) for one in veto.effects)
        if hidden and outcome in _FOLLOWS:
            found.update(_mentioned_and_unknown(decided, f"vetoes.{veto.id}", whole=False))
    return found


def _gap_is_sensitive(checked: CheckedEdition, gap: Gap) -> bool:
    """Whether the causes of a gap may come from sensitive facts, by way of other rules as well."""
    if gap.rule.endswith(".final_total") and _vetoes(checked):
        return True
    return rests_on_sensitive(checked, {rule_key(gap.rule)})


def rests_on_sensitive(checked: CheckedEdition, rules: set[str]) -> bool:
    """Whether what keeps rules open, given by their keys, may come from sensitive facts."""
    reached = checked.reached_from({rule.removeprefix("values.") for rule in rules})
    through = {name for name in reached if name in checked.findings or name.startswith("score.")}
    return any(is_sensitive(checked, one) for one in rules | through)


def unknown_around(decided: Decided, rules: set[str]) -> tuple[str, ...]:
    """Every fact and open parameter that is unknown and that rules mention, themselves or through others."""
    found = {name for rule in rules for name in _mentioned_and_unknown(decided, rule, whole=False)}
    return tuple(sorted(found, key=natural))


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
