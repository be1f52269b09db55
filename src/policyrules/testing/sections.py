"""What a case may expect: for each section its names, how values are read, and what the decision says.

A new kind of outcome is one more entry of SECTIONS, and a property of `expect` in the schema of suites.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from policyrules.evaluation.outcomes import (
    AwardOutcome,
    BarOutcome,
    DutyOutcome,
    EffectState,
    VetoOutcome,
)
from policyrules.explanation.masking import (
    is_sensitive,
    score_is_sensitive,
    shown_gaps,
    timing_is_sensitive,
)
from policyrules.policy.model import Deny, GradeAtMost, GradeDown, GradeIs, Measure, ScoreIs
from policyrules.policy.types import AnyType, DateType, DecisionType, ListType, RecordType
from policyrules.testing.expected import BROKEN
from policyrules.testing.section import Path, Section
from policyrules.testing.written import Names, Word, comparable
from policyrules.text.document import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Sequence as ListOf
    from enum import StrEnum

    from policyrules.engine.decision import Decision
    from policyrules.errors import RecordError
    from policyrules.inference.checked import CheckedEdition
    from policyrules.policy.model import Consequence, Scorecard, Veto
    from policyrules.policy.types import Fact, Type
    from policyrules.testing.expected import ExpectedReader

_TOTALS: Final = ("total", "final_total")
_GRADES: Final = ("grade", "final_grade")


def _words(kind: type[StrEnum]) -> list[str]:
    return [one.value for one in kind]


def _ids(items: Iterable[Any]) -> list[str]:
    return [item.id for item in items]


def _item(items: Iterable[Any], name: str) -> Any:
    return next(item for item in items if item.id == name)


def _of(kind: str) -> Callable[[CheckedEdition, Path], tuple[str, str]]:
    """The rule of a kind that the first name after the section gives."""
    return lambda _, path: (kind, path[1])


# Bars


def _bar_outcome(reader: ExpectedReader, checked: CheckedEdition, path: Path, node: Node) -> Any:
    modality = _item(checked.edition.bars, path[1]).modality
    never = BarOutcome.ADVISED_AGAINST if modality == "must not" else BarOutcome.BARRED
    options = [word for word in _words(BarOutcome) if word != never]
    return reader.word(node, options, f"a bar that says `{modality}`")


def _grounds(reader: ExpectedReader, checked: CheckedEdition, path: Path, node: Node) -> Any:
    return reader.names(node, "ground", _ids(_item(checked.edition.bars, path[1]).grounds))


# The score


def _score_names(card: Scorecard | None) -> list[str]:
    if card is None:
        return []
    groups = dict.fromkeys(one.group for one in card.indicators if one.group)
    grades = _GRADES if card.grades else ()
    return [*_TOTALS, *grades, *_ids(card.indicators), *_ids(card.adjustments), *groups]


def _score_value(reader: ExpectedReader, checked: CheckedEdition, path: Path, node: Node) -> Any:
    if path[1] not in _GRADES:
        return reader.number(node)
    card = checked.edition.scorecard
    return reader.word(node, [*_ids(card.grades if card is not None else ()), "undetermined"], "the grade")


def _score_said(decision: Decision, path: Path, _: Any) -> Any:
    score, name = decision.score, path[1]
    assert score is not None  # noqa: S101 - a policy without a scorecard has none of these names
    if name in _GRADES:
        return Word(getattr(score, name) or "undetermined")
    if name in _TOTALS:
        return comparable(getattr(score, name))
    if name in score.lines:
        return comparable(score.lines[name].points)
    return comparable(score.adjustments[name] if name in score.adjustments else score.groups[name])


def _score_rule(checked: CheckedEdition, path: Path) -> tuple[str, str]:
    card = checked.edition.scorecard
    if card is not None and path[1] in _ids(card.indicators):
        return "line", path[1]
    if card is not None and path[1] in _ids(card.adjustments):
        return "adjustment", path[1]
    return "score", "score"


def _grades(reader: ExpectedReader, checked: CheckedEdition, path: Path, node: Node) -> Any:
    card = checked.edition.scorecard
    if card is None or not card.grades:
        reader.diagnostics.error("misplaced", node.span, "the policy has no grades", f"leave `{path[0]}` out")
        return BROKEN
    return reader.names(node, "grade", _ids(card.grades))


def _grades_said(decision: Decision, path: Path, _: Any) -> Any:
    return Names(getattr(decision.score, path[0]))


# Vetoes


def _effect_names(checked: CheckedEdition, path: Path) -> list[str]:
    vetoes = checked.edition.vetoes
    return _ids(vetoes) if len(path) == 1 else _ids(_item(vetoes, path[1]).effects)


def _effect(reader: ExpectedReader, checked: CheckedEdition, __: Path, node: Node) -> Any:
    def state(inner: Node) -> Any:
        return reader.word(inner, _words(EffectState), "an effect")

    def day(inner: Node) -> Any:
        absent = isinstance(inner, Scalar) and inner.is_null
        return None if absent else reader.literal(inner, DateType())

    if not isinstance(node, Mapping):
        return state(node)
    told = [consequence_words(one.consequence) for veto in checked.edition.vetoes for one in veto.effects]

    def consequence(kind: str) -> Callable[[Node], Any]:
        options = list(dict.fromkeys(word for key, word in told if key == kind))
        return lambda inner: reader.word(inner, options, f"`{kind}` of an effect")

    kinds = {kind: consequence(kind) for kind in ("grade", "deny", "stop", "defer", "refer")}
    return reader.mapping(
        node,
        {"state": state, "from": day, "until": day, "score": reader.number, **kinds},
        "the state of an effect",
    )


def consequence_words(consequence: Consequence) -> tuple[str, str]:
    """The key and the word by which a policy says what an effect brings about; of a score no word."""
    match consequence:
        case GradeIs(grade):
            return "grade", grade
        case GradeAtMost(grade):
            return "grade", f"at most {grade}"
        case GradeDown(steps):
            return "grade", f"down {steps}"
        case Deny(award):
            return "deny", award
        case Measure(kind, name):
            return kind, name
        case ScoreIs():
            return "score", ""


def _effect_said(decision: Decision, path: Path, expected: Any) -> Any:
    result = decision.vetoes[path[1]].effects[path[2]]
    if isinstance(expected, Word):
        return Word(result.state.value)
    key, word = consequence_words(result.consequence)
    said: dict[str, Any] = {
        "state": Word(result.state.value),
        "from": result.start,
        "until": result.until,
        key: Word(word) if result.score is None else comparable(result.score),
    }
    return {name: said.get(name) for name in expected}


def _effect_masked(decision: Decision, path: Path) -> bool:
    veto: Veto = _item(decision.checked.edition.vetoes, path[1])
    outcome, effect = decision.vetoes[veto.id].outcome, _item(veto.effects, path[2])
    return timing_is_sensitive(decision.checked, veto, effect, outcome) or score_is_sensitive(
        decision.checked, effect
    )


# Duties


def _duty(reader: ExpectedReader, _: CheckedEdition, __: Path, node: Node) -> Any:
    def outcome(inner: Node) -> Any:
        return reader.word(inner, _words(DutyOutcome), "a duty")

    def modality(inner: Node) -> Any:
        return reader.word(inner, ["must", "should"], "the modality of a duty")

    if not isinstance(node, Mapping):
        return outcome(node)
    return reader.mapping(node, {"outcome": outcome, "modality": modality}, "the outcome of a duty")


def _duty_said(decision: Decision, path: Path, expected: Any) -> Any:
    result = decision.duties[path[1]]
    if isinstance(expected, Word):
        return Word(result.outcome.value)
    said = {"outcome": Word(result.outcome.value), "modality": Word(result.modality)}
    return {name: said[name] for name in expected}


# Values


def _value_names(checked: CheckedEdition, _: Path) -> list[str]:
    tables = [one for one in checked.edition.tables if not one.callable]
    return [*_ids(checked.edition.definitions), *_ids(tables)]


def _value(reader: ExpectedReader, checked: CheckedEdition, path: Path, node: Node) -> Any:
    return reader.value(node, checked.types.get(path[1], AnyType()))


def _value_said(decision: Decision, path: Path, _: Any) -> Any:
    return comparable(decision.values[path[1]])


def _value_rule(checked: CheckedEdition, path: Path) -> tuple[str, str]:
    return ("table" if path[1] in checked.tables else "definition"), path[1]


def _outcomes(kind: str, options: type[StrEnum], items: Callable[[CheckedEdition], ListOf[Any]]) -> Section:
    """A section of outcomes by the ids of rules: `bars`, `vetoes`, … of a decision."""

    def read(reader: ExpectedReader, _: CheckedEdition, __: Path, node: Node) -> Any:
        return reader.word(node, _words(options), f"a {kind}")

    return Section(
        levels=(kind,),
        known=lambda checked, _: _ids(items(checked)),
        read=read,
        actual=lambda decision, path, _: Word(getattr(decision, path[0])[path[1]].outcome.value),
        rule=_of(kind),
    )


# What is missing


def _paths(facts: Iterable[Fact]) -> Iterator[tuple[str, Type]]:
    """The paths of facts at any depth, with `[]` for the elements of lists, and their types."""
    for fact in facts:
        path, kind = fact.path, fact.type
        yield path, kind
        while isinstance(kind, ListType):
            path, kind = f"{path}[]", kind.element
            yield path, kind
        if isinstance(kind, RecordType):
            yield from _paths(kind.fields)


def _missing(reader: ExpectedReader, checked: CheckedEdition, _: Path, node: Node) -> Any:
    found = reader.names(node, "path", None)
    paths = dict(_paths(checked.edition.facts))
    known = [*paths, *checked.parameters]
    decisions = tuple(f"{path}." for path, kind in paths.items() if isinstance(kind, DecisionType))
    for item in node.items if isinstance(node, Sequence) and found is not BROKEN else ():
        path = item.value if isinstance(item, Scalar) else ""
        anywhere = re.sub(r"\[[0-9]+\]", "[]", path)
        if anywhere not in known and not anywhere.startswith(decisions):
            reader.unknown_name(item.span, path, "fact or open parameter", known)
            found = BROKEN
    return found


def _faults_said(error: RecordError, _: Path, __: Any) -> Any:
    return Names(tuple(dict.fromkeys(fault.pointer for fault in error.faults)))


#: What is expected of one record.
SECTIONS: Final[dict[str, Section]] = {
    "bars": Section(
        levels=("bar",),
        known=lambda checked, _: _ids(checked.edition.bars),
        read=_bar_outcome,
        actual=lambda decision, path, _: Word(decision.bars[path[1]].outcome.value),
        rule=_of("bar"),
    ),
    "grounds": Section(
        levels=("bar",),
        known=lambda checked, _: _ids(checked.edition.bars),
        read=_grounds,
        actual=lambda decision, path, _: Names(decision.bars[path[1]].grounds),
        rule=_of("bar"),
    ),
    "undetermined": Section(
        levels=("bar",),
        known=lambda checked, _: _ids(checked.edition.bars),
        read=_grounds,
        actual=lambda decision, path, _: Names(decision.bars[path[1]].undetermined),
        rule=_of("bar"),
    ),
    "score": Section(
        levels=("part of the score",),
        known=lambda checked, _: _score_names(checked.edition.scorecard),
        read=_score_value,
        actual=_score_said,
        rule=_score_rule,
    ),
    "possible_grades": Section(read=_grades, actual=_grades_said, rule=lambda _, __: ("score", "score")),
    "possible_final_grades": Section(
        read=_grades, actual=_grades_said, rule=lambda _, __: ("score", "score")
    ),
    "vetoes": _outcomes("veto", VetoOutcome, lambda checked: checked.edition.vetoes),
    "effects": Section(
        levels=("veto", "effect"),
        known=_effect_names,
        read=_effect,
        actual=_effect_said,
        masked=_effect_masked,
        rule=_of("veto"),
    ),
    "awards": _outcomes("award", AwardOutcome, lambda checked: checked.edition.awards),
    "duties": Section(
        levels=("duty",),
        known=lambda checked, _: _ids(checked.edition.duties),
        read=_duty,
        actual=_duty_said,
        rule=_of("duty"),
    ),
    "values": Section(
        levels=("definition or table",),
        known=_value_names,
        read=_value,
        actual=_value_said,
        sensitive=lambda checked, path: is_sensitive(checked, f"values.{path[1]}"),
        rule=_value_rule,
    ),
    "missing": Section(
        read=_missing,
        actual=lambda decision, _, __: Names(decision.missing),
        masked=lambda decision, _: shown_gaps(decision, reveal=False).missing != decision.missing,
    ),
    "problems": Section(
        read=lambda reader, _, __, node: reader.names(node, "code", None),
        actual=lambda decision, _, __: Names(tuple(dict.fromkeys(one.code for one in decision.problems))),
        masked=lambda decision, _: shown_gaps(decision, reveal=False).masked,
    ),
    "determined": Section(
        read=lambda reader, _, __, node: reader.flag(node),
        actual=lambda decision, _, __: decision.determined,
    ),
}

#: What is expected of a record that cannot be read.
FAULTS: Final = {
    "faults": Section(
        read=lambda reader, _, __, node: reader.names(node, "JSON Pointer", None),
        actual=_faults_said,
    )
}
