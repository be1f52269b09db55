"""An amended edition decides as its consolidated text does (docs: laws, consolidation)."""

from __future__ import annotations

import json
import pickle

from hypothesis import assume, given
from hypothesis import strategies as st

import policyrules
from strategies.amendments import amend
from strategies.cases import cases, gaps
from strategies.effort import examples
from strategies.layouts import Layout


def load(data, seed=0, amends=None):
    text = Layout(seed).text(data)
    try:
        return policyrules.loads(text, name=f"{data['edition']}.yaml", amends=amends)
    except policyrules.PolicyError as error:
        if amends is not None:
            # Read alone it is in order, so that whatever is wrong comes of being an amendment.
            raise AssertionError(f"{text}\n\n{error}") from error
        assume(False)


def without_layout(text):
    """A trace without what depends on how the files are written: places, and the text of rows."""

    def kept(node):
        left_out = {"place", "text"} if node.get("kind") == "row" else {"place"}
        return {key: node[key] for key in node if key not in left_out}

    return json.loads(text, object_hook=kept)


@examples(25)
@given(cases(), st.data())
def test_an_amended_edition_decides_as_the_whole_file_does(case, data):
    def draw(number):
        return data.draw(st.integers(0, number - 1))

    before = case.draft.data | {"edition": "2026", "in_force": {"from": "2026-01-01"}}
    amended = load(before)
    for edition in range(2027, data.draw(st.integers(2028, 2029), label="last")):
        amendment, whole = amend(draw, before, edition, data.draw(st.integers(1, 5), label="changes"))
        policy = load(whole)
        seed = data.draw(st.integers(0, 10**6), label="layout")
        amended, before = load(amendment, seed, amends=amended), whole
        assert amended.checked.edition == policy.checked.edition
        assert amended.digest == policy.digest
    record = gaps(data, case)
    try:
        decisions = [one.evaluate(record, as_of=case.as_of, any_date=True) for one in (amended, policy)]
    except (policyrules.LimitExceeded, policyrules.RecordError):
        assume(False)
    assert decisions[0].to_json() == decisions[1].to_json()
    amended_trace, whole_trace = (without_layout(one.explain(format="json")) for one in decisions)
    assert amended_trace == whole_trace
    assert pickle.loads(pickle.dumps(amended)).digest == policy.digest  # noqa: S301 - made here
