"""Whole policies of other people's making, in the format of the conformance suite."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conformance.cases import cases_of
from conformance.decisions import check_policy_case

CASES = cases_of(Path(__file__).parent, "policy")


@pytest.mark.parametrize(("group", "case"), [one[1:] for one in CASES], ids=[one[0] for one in CASES])
def test_policy(group: dict[str, Any], case: dict[str, Any]) -> None:
    check_policy_case(group, case)
