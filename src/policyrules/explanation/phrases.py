"""Phrases that explanations and readable editions share: where a rule comes from, what an effect is."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from policyrules.explanation.wording import UNITS_ZH, say
from policyrules.policy.model import Deny, GradeAtMost, GradeDown, GradeIs, Measure, ScoreIs

if TYPE_CHECKING:
    from collections.abc import Callable

    from policyrules.policy.model import Consequence, Provenance


def citation(language: str, provenance: Provenance) -> str:
    """The clause with its quote, the assumption, or who decides; empty where nothing is said."""
    parts = []
    if provenance.clauses:
        clause = say(language, "clause", clauses=", ".join(provenance.clauses))
        document = provenance.document + say(language, "comma") if provenance.document else ""
        quoted = f"“{provenance.quote}”"
        told = say(language, "outcome", name=clause, outcome=quoted) if provenance.quote else clause
        parts.append(document + told)
    if provenance.assumed:
        parts.append(say(language, "assumed", why=provenance.assumed))
    if provenance.delegated:
        parts.append(say(language, "delegated", who=provenance.delegated))
    return say(language, "semicolon").join(parts)


def consequence(language: str, what: Consequence, grade_name: Callable[[str], str], score: str) -> str:
    """What an effect brings about; `score` is the text of the score that it allows."""
    match what:
        case GradeIs(grade):
            return say(language, "effect_grade", grade=grade_name(grade))
        case GradeAtMost(grade):
            return say(language, "effect_grade_at_most", grade=grade_name(grade))
        case GradeDown(steps):
            return say(language, "effect_grade_down", steps=steps)
        case Deny(award):
            return say(language, "effect_deny", award=say(language, "all") if award == "all" else award)
        case Measure(kind, name):
            return say(language, f"effect_{kind}", name=name)
        case ScoreIs():
            return say(language, "effect_score", score=score)
        case _:
            assert_never(what)


def units(language: str, words: str) -> str:
    """A period or duration such as `3 years` in the language."""
    if language != "zh":
        return words
    return "".join(UNITS_ZH.get(word, word) for word in words.split())
