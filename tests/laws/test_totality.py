"""Whatever is given: a decision or an error of the library, in bounded time (docs: laws, totality)."""

from __future__ import annotations

import json
import random
import re
import time
from contextlib import contextmanager

from hypothesis import assume, example, given
from hypothesis import strategies as st

import policyrules
from laws.renderer import renderings
from policyrules.language.printer import print_expression
from strategies.amendments import amend
from strategies.cases import cases, gaps
from strategies.effort import examples
from strategies.layouts import Layout
from strategies.policies import drafts
from strategies.records import JSON, broken
from strategies.trees import EXPRESSIONS

#: More seconds than anything that is generated here may take, on a slow and busy machine.
LONGEST = 10


@contextmanager
def bounded():
    """Fails where what is done within takes too long."""
    start = time.perf_counter()
    yield
    assert time.perf_counter() - start < LONGEST


def _is_told(error):
    """False, for no decision was made; the error must have words."""
    assert str(error)
    return False


def _decide(policy, record):
    """Decide and render; gives whether a decision was made."""
    with bounded():
        try:
            decision = policy.evaluate(record, as_of="2026-05-01", any_date=True)
        except (policyrules.RecordError, policyrules.LimitExceeded) as error:
            return _is_told(error)
        json.loads(decision.to_json(reveal=True))
        json.loads(decision.explain(format="json", reveal=True))
        assert all(renderings(decision).values())
        assert decision.determined is not None
        assert repr((decision, decision.missing, decision.problems, decision.values))
    return True


def _load(text, amends=None):
    """The policy, or None where it is wrong."""
    with bounded():
        try:
            return policyrules.loads(text, amends=amends)
        except policyrules.PolicyError as error:
            _is_told(error)
            return None


@examples(12)
@given(cases(), st.data())
def test_every_valid_record_is_decided(case, data):
    assert _decide(case.policy, case.record) or case.decide() is None
    record = gaps(data, case)
    assert _decide(case.policy, record) or case.decide(record) is None


@examples(12)
@given(cases(), st.lists(JSON, min_size=1, max_size=6))
def test_any_json_value_is_a_record_or_a_record_error(case, values):
    for value in values:
        _decide(case.policy, value)
        _decide(case.policy, {fact.key: value for fact in case.facts})
        for fact in case.facts:
            _decide(case.policy, {**case.record, fact.key: value})


_ODD = (
    *(float("nan"), float("inf"), -0.0, 10**7000, -(10**35), True, b"", object(), "", "\ud800", "2026-02-30"),
    *([], [None], [[]], {}, {"": None}, {1: 2}, {"format": "policyrules/decision/1", "policy": "other"}),
)


@examples(5)
@given(cases())
def test_an_odd_value_of_any_fact_is_decided_or_a_record_error(case):
    for fact in case.facts:
        for odd in _ODD:
            _decide(case.policy, {**case.record, fact.key: odd})


@examples(15)
@given(cases(), st.data())
def test_a_broken_record_is_a_record_error(case, data):
    _decide(case.policy, broken(data.draw, case.facts, case.record))


@examples(50)
@given(st.binary(max_size=200))
@example(b"")
@example(b"{}")
@example(b"?")
@example(b"- \xff")
def test_any_bytes_are_a_policy_or_a_policy_error(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "policy.yaml"
    path.write_bytes(data)
    with bounded():
        try:
            policyrules.load(path)
        except policyrules.PolicyError as error:
            _is_told(error)
        policyrules.check(path)


_PIECES = re.compile(r"\w+|\s+|.")
_EXTRA = (
    *"{}[]():,-\"'?&*!|>#%@`~\t\n\0\ufeff",
    "  ",
    "null",
    "true",
    "open",
    "999999999999999999999999999999999999",
    "1e9999",
    "0",
    "2026-02-30",
    "years",
    "unknown",
    "score.total",
    "bars.b0",
    "vetoes.any",
    "as_of",
    "is known",
    "repealed",
    "[0..1]",
)


def _mutated(text, seed):
    """The text with a few of its pieces removed, doubled, exchanged or replaced."""
    rng = random.Random(seed)
    pieces = _PIECES.findall(text)
    for _ in range(rng.choice((1, 1, 2, 5))):
        place, other = rng.randrange(len(pieces)), rng.randrange(len(pieces))
        change = rng.randrange(6)
        if change == 0:
            pieces[place] = ""
        elif change == 1:
            pieces[place] *= 2
        elif change == 2:
            pieces[place], pieces[other] = pieces[other], pieces[place]
        elif change == 3:
            pieces[place] = rng.choice(_EXTRA)
        elif change == 4:
            pieces[place] += rng.choice(_EXTRA)
        else:
            pieces[place] = pieces[other]
    return "".join(pieces)


@examples(15)
@given(cases(), st.integers(0, 10**9), st.data())
def test_a_mutated_amendment_is_a_policy_or_a_policy_error(case, seed, data):
    amendment, _ = amend(
        lambda number: data.draw(st.integers(0, number - 1)), case.draft.data, 2027, several=4
    )
    text = Layout(seed % 100).text(amendment)
    for number in range(4):
        policy = _load(_mutated(text, seed + number), amends=case.policy)
        if policy is not None:
            _decide(policy, {})


@examples(15)
@given(cases(), st.integers(0, 10**9), st.integers(0, 100))
def test_a_mutated_policy_is_a_policy_or_a_policy_error(case, seed, layout):
    text = case.draft.text(Layout(layout))
    for number in range(4):
        policy = _load(_mutated(text, seed + number))
        if policy is not None:
            _decide(policy, case.record)
            _decide(policy, {})


@examples(12)
@given(drafts(), st.text(max_size=12))
@example(None, "\ud800")
def test_any_text_in_the_place_of_an_expression_is_an_expression_or_a_policy_error(draft, text):
    data = {"bars": {"b0": {"modality": "must not", "grounds": {"g": {"when": "true"}}}}}
    data |= {"policy": "a", "edition": "1"} if draft is None else draft.data
    for group in ("bars", "vetoes"):
        for item in data.get(group, {}).values():
            item["applies"] = text
    _load(json.dumps(data))


@examples(150)
@given(st.text(max_size=40) | EXPRESSIONS.map(print_expression), JSON)
@example("1" * 5000, None)
@example("(" * 500, None)
@example("9" * 34 + " * " + "9" * 34, None)
@example("10 " + "* 1000000000" * 300, None)
@example("2026-01-01 + 100000 years", None)
@example("date(0, 0, 0)", None)
@example("x", {"x": [[[[]]]]})
def test_any_text_is_an_expression_or_an_error(text, record):
    with bounded():
        try:
            policyrules.evaluate_expression(text, record, as_of="2026-05-01")
        except (policyrules.PolicyError, policyrules.RecordError, policyrules.LimitExceeded) as error:
            _is_told(error)


@examples(10)
@given(cases(), st.integers(0, 3))
def test_long_lists_are_decided_in_time_or_exceed_the_limit(case, power):
    lists = {
        fact.key: case.record[fact.key] for fact in case.facts if isinstance(case.record[fact.key], list)
    }
    assume(any(lists.values()))
    longer = {key: (items * 10**power)[: 3 * 10**power] for key, items in lists.items()}
    _decide(case.policy, {**case.record, **longer})
