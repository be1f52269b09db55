"""The conformance suite, run against this library; README.md describes the format."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import policyrules
from conformance.cases import RAISES, cases_of, codes, evaluate, expected, listed, paths, plain, same
from conformance.decisions import check_policy_case

HERE = Path(__file__).parent
EXPRESSIONS = cases_of(HERE, "expression")
POLICIES = cases_of(HERE, "policy")


@pytest.mark.parametrize(
    ("group", "case"), [one[1:] for one in EXPRESSIONS], ids=[one[0] for one in EXPRESSIONS]
)
def test_expression(group: dict[str, Any], case: dict[str, Any]) -> None:
    gives = case["gives"]
    if isinstance(gives, dict) and "error" in gives:
        with pytest.raises(policyrules.PolicyError) as refused:
            evaluate(group, case)
        assert {one.code for one in refused.value.diagnostics} == set(listed(gives["error"]))
        return
    if isinstance(gives, dict) and "raises" in gives:
        with pytest.raises(RAISES[gives["raises"]]):
            evaluate(group, case)
        return
    value = evaluate(group, case)
    got, wanted = plain(value), expected(gives)
    assert same(got, wanted), f"gives {got!r}, not {wanted!r}"
    if "missing" in case or "problem" in case:
        assert paths(value.causes) == set(case.get("missing", []))
        assert codes(value.causes) == set(listed(case.get("problem", [])))


@pytest.mark.parametrize(("group", "case"), [one[1:] for one in POLICIES], ids=[one[0] for one in POLICIES])
def test_policy(group: dict[str, Any], case: dict[str, Any]) -> None:
    check_policy_case(group, case)
