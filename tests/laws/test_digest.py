"""Seals tell exactly the changes of meaning: part by part, and in any process (docs: language, seals)."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from hypothesis import assume, given
from hypothesis import strategies as st

import policyrules
from policyrules.checking.seals import Seal, lock_text, read_lock, seal_of
from policyrules.policy.parts import changes, parts_of
from policyrules.text.diagnostic import Diagnostics
from policyrules.text.source import SourceText
from strategies.cases import cases
from strategies.effort import examples
from strategies.layouts import Layout

#: What a change of one word or sign may exchange for what.
_EXCHANGES = (
    (r"\b[1-9]\b", "7"),
    ("<", ">"),
    (r"\band\b", "or"),
    (r"\bmust not\b", "should not"),
    ("true", "false"),
)


def _parts(policy):
    return parts_of(policy.checked.edition)


@examples(25)
@given(cases(), st.integers(1, 10**6))
def test_layout_changes_no_part(case, seed):
    other = policyrules.loads(case.draft.text(Layout(seed)))
    assert _parts(other) == _parts(case.policy)
    assert changes(_parts(case.policy), _parts(other)) == []


@examples(25)
@given(cases(), st.data())
def test_a_digest_changes_just_when_a_part_does(case, data):
    text = case.draft.text()
    places = [(match.span(), new) for old, new in _EXCHANGES for match in re.finditer(old, text)]
    assume(places)
    (start, end), new = data.draw(st.sampled_from(places), label="change")
    try:
        other = policyrules.loads(text[:start] + new + text[end:])
    except policyrules.PolicyError:
        assume(False)
    told = changes(_parts(case.policy), _parts(other))
    assert bool(told) == (other.digest != case.policy.digest)


@examples(25)
@given(st.lists(cases(), min_size=1, max_size=2))
def test_what_is_written_to_a_list_of_seals_is_read_from_it(made):
    seals = [
        Seal(seal.policy, f"{number}", seal.digest, seal.parts)
        for number, seal in enumerate(seal_of(case.policy.checked) for case in made)
    ]
    diagnostics = Diagnostics()
    assert list(read_lock(SourceText("editions.lock", lock_text(seals)), diagnostics)) == seals
    assert diagnostics.sorted() == ()


_PROGRAM = """
import sys, policyrules
from policyrules.checking.seals import lock_text, seal_of
print(lock_text([seal_of(policyrules.loads(sys.stdin.buffer.read()).checked)]))
"""


def test_seals_are_the_same_in_any_process():
    text = """
policy: grant
edition: 1
time_zone: "-05:30"
facts: {a: {choice: [x, y, z, u, v], unsettled: [x, y, z]}, b: {list: number}, c: flag}
parameters: {p: {value: 0.10, assumed: yes}, q: {value: 18 months, delegated: a}}
bars: {k: {modality: must not, grounds: {g: {when: a = "u" and count(b) > p}, h: {when: not c and as_of + q > as_of}}}}
"""
    found = set()
    for seed, zone in (("0", "UTC"), ("1", "Asia/Shanghai"), ("77", "America/Lima")):
        run = subprocess.run(
            [sys.executable, "-c", _PROGRAM],
            input=text.encode(),
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
        )
        found.add(run.stdout)
    assert len(found) == 1
    assert b"digest: sha256:" in found.pop()
