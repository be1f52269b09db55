"""The cases of cohorts, run against this library."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conformance.cases import cases_of
from conformance.cohort_cases import award_as_told, cohort_of, expected_award, publication_as_told

CASES = cases_of(Path(__file__).parent / "cohorts", "policy")


@pytest.mark.parametrize(("group", "case"), [one[1:] for one in CASES], ids=[one[0] for one in CASES])
def test_cohort(group: dict[str, Any], case: dict[str, Any]) -> None:
    cohort = cohort_of(group, case)
    for name, wanted in case["expect"].items():
        if name in cohort.awards:
            assert award_as_told(cohort.awards[name], wanted) == expected_award(wanted), name
        else:
            assert publication_as_told(cohort.publications[name], wanted) == wanted, name
