"""The digest tells what an edition means, not how it is written (docs: laws, round trip)."""

from __future__ import annotations

import copy
import re

from hypothesis import assume, given
from hypothesis import strategies as st

import policyrules
from strategies.cases import cases, gaps
from strategies.effort import examples
from strategies.layouts import Layout, Ordered
from strategies.policies import Draft

_SECTIONS = ("parameters", "definitions", "tables", "bars", "vetoes")


@examples(25)
@given(cases(), st.integers(1, 10**6), st.data())
def test_layout_changes_neither_digest_nor_decision(case, seed, data):
    other = policyrules.loads(case.draft.text(Layout(seed)), name="another.yaml")
    assert other.digest == case.policy.digest
    record = gaps(data, case)
    decision = case.decide(record)
    assume(decision is not None)
    again = other.evaluate(record, as_of=case.as_of, any_date=True)
    assert again.to_json() == decision.to_json()


def test_where_a_problem_stands_in_the_file_is_no_part_of_a_decision():
    text = "{policy: a, edition: 1, facts: {x: number}, bars: {b: {modality: must not, grounds: {g: {when: x / 0 > 1}}}}}"
    one, other = policyrules.loads(text), policyrules.loads("\n" + text)
    assert one.digest == other.digest
    decisions = [policy.evaluate({"x": 1}, as_of="2026-05-01") for policy in (one, other)]
    assert decisions[0].problems
    assert decisions[0].to_json() == decisions[1].to_json()


def _worded(data):
    """The same policy with titles, labels and notes."""
    worded = copy.deepcopy(data)
    words = {"en": "In words: 3 {years}", "zh": "用词"}
    worded |= {"title": words, "notice": "a notice", "note": "a note"}
    for section in _SECTIONS:
        for name, item in worded.get(section, {}).items():
            worded[section][name] = {"value": item} if isinstance(item, str) else item
            worded[section][name] |= {"label": words, "because": "because", "note": "a note"}
    for name, fact in worded["facts"].items():
        worded["facts"][name] = {"type": fact} if isinstance(fact, str) else fact
        worded["facts"][name] |= {"label": words, "note": "a note"}
    for item in worded.get("scorecard", {}).get("indicators", {}).values():
        item |= {"label": "a label", "because": words}
    return Draft(worded)


@examples(15)
@given(cases(), st.integers(0, 10**6))
def test_labels_and_notes_change_no_digest(case, seed):
    assert policyrules.loads(_worded(case.draft.data).text(Layout(seed))).digest == case.policy.digest


_FIGURE = re.compile(r"(?<![\w.\"'-])[1-9](?![\w.%-])")


def _places(data, path=()):
    """Where a figure stands, outside of what is only told: keys from the top, and the scalar."""
    if isinstance(data, dict | list):
        for key, item in data.items() if isinstance(data, dict) else enumerate(data):
            if key not in {"source", "edition"}:
                yield from _places(item, (*path, key))
    elif isinstance(data, str) and _FIGURE.search(data):
        yield path, data


def _changed(data, path, text):
    changed = copy.deepcopy(data)
    place = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = type(text)(_FIGURE.sub("7", text, count=1))
    return changed


@examples(25)
@given(cases(), st.data())
def test_another_figure_gives_another_digest(case, data):
    path, text = data.draw(st.sampled_from([*_places(case.draft.data), ((), "")]), label="figure")
    assume(path and _FIGURE.search(text)[0] != "7")
    try:
        other = policyrules.loads(Draft(_changed(case.draft.data, path, text)).text())
    except policyrules.PolicyError:
        assume(False)
    assert other.digest != case.policy.digest


@examples(8)
@given(cases(), st.data())
def test_the_order_of_indicators_is_part_of_the_meaning(case, data):
    del data
    card = case.draft.data.get("scorecard")
    assume(card is not None and len(card["indicators"]) > 1)
    turned = Ordered(reversed(card["indicators"].items()))
    other = Draft({**case.draft.data, "scorecard": {**card, "indicators": turned}})
    assert policyrules.loads(other.text()).digest != case.policy.digest
