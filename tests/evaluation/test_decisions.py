"""Decisions as objects: immutable, equal, picklable, and the same bytes every time."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys

import pytest

import policyrules

TEXT = """
policy: p
edition: 1
facts: {n: {type: number, min: 0, max: 50}, m: {type: number, min: 0}, l: {list: {x: flag}}}
bars: {main: {modality: must not, grounds: {g: {when: some a in l satisfies a.x}}}}
scorecard:
  total: 100
  indicators:
    n: {weight: 60, points: n}
    m: {weight: 40, share: m / 3}
"""
RECORD = {"n": 20, "m": 1.0, "l": [{"x": False}, {}]}
POLICY = policyrules.loads(TEXT)


def decide() -> policyrules.Decision:
    return POLICY.evaluate(RECORD, as_of="2026-05-01")


def test_equal_records_give_equal_decisions():
    assert decide() == decide()


def test_a_decision_survives_a_pickle():
    assert pickle.loads(pickle.dumps(decide())) == decide()  # noqa: S301 - made here


def test_a_decision_cannot_be_changed():
    with pytest.raises(AttributeError):
        decide().as_of = None  # type: ignore[misc]


def test_a_record_that_was_read_decides_the_same():
    assert POLICY.evaluate(POLICY.read(RECORD), as_of="2026-05-01") == decide()


def test_a_record_that_was_read_for_another_policy_is_refused():
    other = policyrules.loads(TEXT.replace("share: m / 3", "share: m / 4"))
    with pytest.raises(ValueError, match="another policy"):
        other.evaluate(POLICY.read(RECORD), as_of="2026-05-01")


def test_numbers_in_json_are_plain_decimal_text():
    score = json.loads(decide().to_json())["score"]
    assert score["lines"]["m"]["points"] == {"low": "13.33", "high": "13.33"}
    assert score["lines"]["n"]["lost"] == {"low": "40", "high": "40"}


def test_the_keys_of_json_are_sorted():
    text = decide().to_json()
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_one_bad_record_does_not_end_a_batch():
    first, second, third = POLICY.evaluate_many([RECORD, {"n": "x"}, RECORD], as_of="2026-05-01")
    assert first == third == decide()
    assert isinstance(second, policyrules.RecordError)


def test_too_much_work_is_refused_before_it_is_done():
    policy = policyrules.loads(
        "policy: p\nedition: 1\nfacts: {l: {list: number}}\n"
        "bars: {b: {modality: must not, grounds: {g: {when: some x in l satisfies some y in l satisfies x < y}}}}"
    )
    with pytest.raises(policyrules.LimitExceeded):
        policy.evaluate({"l": list(range(10_000))}, as_of="2026-05-01")


@pytest.mark.parametrize("seed", ["0", "1"])
def test_another_process_gives_the_same_bytes(seed):
    program = f"import policyrules as p; print(p.loads({TEXT!r}).evaluate({RECORD!r}, as_of='2026-05-01').to_json())"
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Shanghai", "LC_ALL": "C"}
    run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
    assert run.stdout.decode().strip() == decide().to_json()
