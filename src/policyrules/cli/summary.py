"""A decision, or the lack of one, on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyrules.cli.words import in_words
from policyrules.explanation.masking import MASKED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policyrules.batch.rows import BadRow, DecidedRow
    from policyrules.engine.decision import Decision


def decision_line(row: DecidedRow, *, reveal: bool) -> str:
    """Who it is about, every outcome, the total and the grade."""
    return f"{_subject(row, reveal=reveal)}: {'; '.join(_parts(row.decision))}"


def bad_row_line(row: BadRow) -> str:
    """The line of a record that could not be decided, with every fault."""
    return f"line {row.line}: error: {'; '.join(str(fault) for fault in row.faults)}"


def _subject(row: DecidedRow, *, reveal: bool) -> str:
    edition = row.decision.checked.edition
    named = next((fact for fact in edition.facts if fact.name == edition.subject.id), None)
    value = row.decision.facts.get(named.name) if named is not None else None
    if named is None or value is None:
        return f"line {row.line}"
    return MASKED if named.sensitive and not reveal else in_words(value, quoted=False)


def _parts(decision: Decision) -> Iterator[str]:
    for name, bar in decision.bars.items():
        yield f"{name} {bar.outcome}"
    for name, veto in decision.vetoes.items():
        yield f"{name} {veto.outcome}"
    score = decision.score
    if score is not None:
        yield f"total {in_words(score.final_total)}"
        grades = score.possible_final_grades
        if score.final_grade is not None:
            yield f"grade {score.final_grade}"
        elif grades:
            yield f"grade undetermined ({' / '.join(grades)})"
    for name, award in decision.awards.items():
        yield f"{name} {award.outcome}"
    for name, duty in decision.duties.items():
        yield f"{name} {duty.outcome}"
    if not decision.checked.edition.has_rules:
        yield from (f"{name} {in_words(value)}" for name, value in decision.values.items())
