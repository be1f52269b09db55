"""The JSON form of a cohort, `policyrules/cohort/1` (docs: language, ranking over a cohort)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policyrules.errors import LimitExceeded, RecordError
from policyrules.explanation.cohort_shown import ShownCohort
from policyrules.explanation.decision_json import value_data
from policyrules.values.calendar import date_text
from policyrules.version import __version__

if TYPE_CHECKING:
    from policyrules.evaluation.cohort import DecidedCohort
    from policyrules.evaluation.standings import Counts, PublicationResult
    from policyrules.explanation.cohort_shown import ShownAward

FORMAT = "policyrules/cohort/1"


def cohort_data(cohort: DecidedCohort, *, award: str | None = None, reveal: bool = False) -> dict[str, Any]:
    """Places, counts and errors; with `award` the places of that one alone."""
    shown = ShownCohort(cohort, reveal)
    edition = cohort.checked.edition
    return {
        "format": FORMAT,
        "engine": __version__,
        "policy": edition.policy,
        "edition": edition.edition,
        "digest": cohort.checked.digest,
        "as_of": date_text(cohort.as_of),
        "any_date": cohort.any_date,
        "members": len(cohort.members),
        "errors": {
            shown.names[name]: faults_data(one)
            for name, one in cohort.members.items()
            if isinstance(one, RecordError | LimitExceeded)
        },
        "awards": {
            name: _award(shown.award(name)) for name in cohort.awards if award is None or name == award
        },
        "publications": {
            name: _publication(one) for name, one in cohort.publications.items() if award is None
        },
    }


def faults_data(error: RecordError | LimitExceeded) -> list[dict[str, str]]:
    """What is wrong with a record."""
    if isinstance(error, LimitExceeded):
        return [{"pointer": "", "code": "limit-exceeded", "message": str(error)}]
    return [{"pointer": one.pointer, "code": one.code, "message": one.message} for one in error.faults]


def _award(award: ShownAward) -> dict[str, Any]:
    names = award.cohort.names
    return {
        "standings": {names[name]: _standing(award, name) for name in award.result.standings},
        "missing": {names[name]: list(facts) for name, facts in award.missing.items()},
        "problems": {
            names[name]: sorted({one.code for one in problems}) for name, problems in award.problems.items()
        },
    }


def _standing(award: ShownAward, member: str) -> dict[str, Any]:
    one = award.result.standings[member]
    return {
        "outcome": one.outcome.value,
        "place": None if one.place is None else {"low": one.place.low, "high": one.place.high},
        "keys": value_data(award.keys(one)),
        **({"group": value_data(award.group(one))} if award.ranking.per is not None else {}),
        "excluded": None if one.excluded is None else one.excluded.value,
        "excluded_by": sorted(award.excluded_by(member)),
    }


def _publication(result: PublicationResult) -> dict[str, Any]:
    return {
        "groups": {name: _counts(one) for name, one in result.groups.items()},
        "unknown_group": None if result.unknown_group is None else _counts(result.unknown_group),
        "total": _counts(result.total),
        "unreadable": result.unreadable,
    }


def _counts(counts: Counts) -> dict[str, int | None]:
    return {
        "counted": counts.counted,
        "not_counted": counts.not_counted,
        "undetermined": counts.undetermined,
        "total": counts.total,
    }
