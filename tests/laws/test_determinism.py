"""The same bytes in any process, time zone, locale and hash seed (docs: laws, determinism)."""

from __future__ import annotations

import base64
import json
import os
import pickle
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from laws.renderer import renderings
from strategies.cases import cases, gaps
from strategies.effort import examples

_PLACES = (
    {"PYTHONHASHSEED": "0", "TZ": "Asia/Shanghai", "LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8"},
    {"PYTHONHASHSEED": "1", "TZ": "America/St_Johns", "LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"},
    {"PYTHONHASHSEED": "4242", "TZ": "UTC+11", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"},
)


@pytest.fixture(scope="module")
def processes():
    """Processes with other hash seeds, time zones and locales than this one, and than each other."""
    script = Path(__file__).with_name("renderer.py")
    started = [
        subprocess.Popen(
            [sys.executable, str(script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **place},
        )
        for place in _PLACES
    ]
    yield started
    for process in started:
        process.stdin.close()
        process.wait(timeout=30)
        process.stdout.close()


@examples(10)
@given(case=cases(), data=st.data())
def test_every_process_renders_the_same_bytes(processes, case, data):
    record = gaps(data, case)
    decision = case.decide(record)
    assume(decision is not None)
    request = {
        "policy": case.draft.text(),
        "record": json.loads(json.dumps(record, default=float)),
        "as_of": case.as_of,
        "pickle": base64.b64encode(pickle.dumps(decision)).decode(),
    }
    for process in processes:
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.flush()
    wanted = renderings(decision)
    for process in processes:
        reply = json.loads(process.stdout.readline())
        assert reply["decided"] == wanted
        assert reply["carried"] == wanted
        assert reply["equal"]


@examples(10)
@given(cases(), st.data())
def test_pickling_changes_nothing(case, data):
    decision = case.decide(gaps(data, case))
    assume(decision is not None)
    carried = pickle.loads(pickle.dumps(decision))  # noqa: S301 - made here
    assert carried == decision
    assert hash(pickle.loads(pickle.dumps(case.policy))) == hash(case.policy)  # noqa: S301 - made here
    assert renderings(carried) == renderings(decision)
    assert (carried.missing, carried.problems) == (decision.missing, decision.problems)


def _shuffled(data, shuffle):
    if isinstance(data, dict):
        entries = list(data.items())
        shuffle(entries)
        return {key: _shuffled(item, shuffle) for key, item in entries}
    return [_shuffled(item, shuffle) for item in data] if isinstance(data, list) else data


@examples(12)
@given(cases(), st.data(), st.integers(0, 1000))
def test_the_order_of_the_keys_of_a_record_does_not_matter(case, data, seed):
    record = gaps(data, case)
    decision, other = case.decide(record), case.decide(_shuffled(record, random.Random(seed).shuffle))
    assume(decision is not None)
    assert renderings(other) == renderings(decision)


@examples(6)
@given(cases(), st.data())
def test_facts_that_are_not_declared_change_nothing(case, data):
    record = gaps(data, case)
    decision, other = case.decide(record), case.decide({"nothing": [1], **record, "": {"x": None}})
    assume(decision is not None)
    assert renderings(other) == renderings(decision)


@examples(6)
@given(cases(), st.data())
def test_a_record_that_was_read_decides_as_the_record_itself(case, data):
    record = gaps(data, case)
    decision = case.decide(record)
    assume(decision is not None)
    assert case.decide(case.policy.read(record)) == decision
