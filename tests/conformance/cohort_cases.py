"""Running one case of a cohort against the library; cohorts/README.md describes the format."""

from __future__ import annotations

from typing import Any

import policyrules
from conformance.cases import as_given, merged

_OUTCOMES = ("won", "not won", "could still enter", "for review")


def cohort_of(group: dict[str, Any], case: dict[str, Any]) -> policyrules.Cohort:
    """The cohort of a case: members are patches of the record of the group."""
    policy = policyrules.loads(group["policy"])
    base = group.get("record", {})
    # A null in a member leaves a fact out, as it does in a merge patch.
    members = {name: as_given(merged(base, patch)) for name, patch in case["members"].items()}
    return policy.evaluate_cohort(members, as_of=group.get("as_of", "2026-05-01"))


def award_as_told(award: Any, wanted: dict[str, Any]) -> dict[str, Any]:
    """What an award says of its members, in the form in which a case expects it."""
    told: dict[str, Any] = {}
    for name, one in award.standings.items():
        if one.excluded is not None:
            assert one.outcome.value == "excluded"
            told.setdefault("excluded", {})[name] = [one.excluded.value, *one.excluded_by]
        else:
            told.setdefault(one.outcome.value, []).append(name)
    if "missing" in wanted:
        told["missing"] = {name: sorted(facts) for name, facts in award.missing.items()}
    if "places" in wanted:
        told["places"] = {name: _place(award.standings[name].place) for name in wanted["places"]}
    return told


def _place(place: Any) -> Any:
    if place is None:
        return None
    return place.low if place.exact else [place.low, place.high]


def publication_as_told(result: Any, wanted: dict[str, Any]) -> dict[str, Any]:
    """What a publication tells, in the form in which a case expects it."""
    told = {
        "groups": {name: _counts(one) for name, one in result.groups.items()},
        "unknown": None if result.unknown_group is None else _counts(result.unknown_group),
        "total": _counts(result.total),
        "unreadable": result.unreadable,
    }
    return {name: told[name] for name in wanted}


def _counts(one: Any) -> list[int | None]:
    return [one.counted, one.not_counted, one.undetermined, one.total]


def expected_award(wanted: dict[str, Any]) -> dict[str, Any]:
    """What a case expects of an award; every member must be named under exactly one outcome."""
    unknown = wanted.keys() - {*_OUTCOMES, "excluded", "missing", "places"}
    assert unknown == set()
    return wanted
