"""What is told of a cohort, as JSON and as text, and what is masked."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

import policyrules
from policyrules.grammar_files import grammar_text

POLICY = """
policy: aid
edition: 2026
title: {en: Aid, zh: 补助}
notice: {en: For trying only., zh: 仅供试用。}
subject: {is: person, id: code}
facts:
  code: {type: text, sensitive: true}
  income: {type: number, min: 0, max: 100, sensitive: true}
  children: {type: number, min: 0, max: 9, label: {en: children, zh: 子女数}}
  religion: {type: text, sensitive: true}
  district: {choice: [urban, rural]}
  applied: date
  fraud: flag
vetoes:
  caught: {when: fraud, effects: {e: {deny: all}}}
awards:
  need: {eligible: children > 0, rank: {by: {ascending: income}, take: 1, ties: share}}
  early: {eligible: children > 0, rank: {by: {ascending: applied}, take: 1, per: district, except: need}}
  faith: {eligible: children > 0, rank: {by: children, take: 1, per: religion}}
publications:
  families: {count: children > 0, per: district, suppress_below: 2}
"""
AID = policyrules.loads(POLICY)
A = {
    "code": "Ann", "income": 10, "children": 2, "religion": "x", "district": "urban",
    "applied": "2026-01-02", "fraud": False,
}  # fmt: skip
MEMBERS = [
    A,
    {**A, "code": "Bob", "income": 20, "applied": "2026-01-01"},
    {**A, "code": "Cid", "income": None, "district": "rural"},
    {**A, "code": "Dan", "children": None, "applied": None, "district": None, "religion": None},
    {**A, "code": "Eve", "fraud": True},
    {**A, "code": "Fay", "children": 0},
    {**A, "code": "Gil", "income": "much"},
]


def cohort(records=MEMBERS):
    return AID.evaluate_cohort(records, as_of="2026-05-01")


def errors(data):
    schema = json.loads(grammar_text("cohort.schema.json"))
    Draft7Validator.check_schema(schema)
    return [f"{error.json_path}: {error.message}" for error in Draft7Validator(schema).iter_errors(data)]


@pytest.mark.parametrize("reveal", [False, True], ids=["masked", "revealed"])
@pytest.mark.parametrize("records", [MEMBERS, [], MEMBERS[:2]], ids=["all", "none", "two"])
def test_a_cohort_has_the_form_of_its_schema(records, reveal):
    assert errors(json.loads(cohort(records).to_json(reveal=reveal))) == []


def test_the_cohort_above_shows_every_outcome_and_reason_but_those_of_takes():
    data = json.loads(cohort().to_json())
    standings = [one for award in data["awards"].values() for one in award["standings"].values()]
    assert {one["outcome"] for one in standings} >= {"could still enter", "excluded"}
    assert {one["excluded"] for one in standings} >= {None, "denied", "ineligible"}


CHANGES = {
    "a key too many": lambda data: data.update(more=1),
    "another format": lambda data: data.update(format="policyrules/cohort/2"),
    "no word for an outcome": lambda data: data["awards"]["need"]["standings"]["#1"].update(outcome="maybe"),
    "a place of zero": lambda data: data["awards"]["need"]["standings"]["#2"]["place"].update(low=0),
    "a count below zero": lambda data: data["publications"]["families"]["total"].update(total=-1),
    "a reason that is none": lambda data: data["awards"]["need"]["standings"]["#5"].update(excluded="luck"),
    "a fault without a code": lambda data: data["errors"]["#7"][0].pop("code"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_schema_refuses_what_is_never_written(change):
    data = copy.deepcopy(json.loads(cohort().to_json()))
    change(data)
    assert errors(data) != []


def test_explaining_as_json_is_the_same_form():
    assert cohort().explain(format="json") == cohort().to_json()


def test_one_award_alone():
    text = cohort().explain(award="early")
    assert "\nearly\n" in text
    assert "\nneed\n" not in text
    assert "families" not in text
    data = json.loads(cohort().explain(format="json", award="early"))
    assert (list(data["awards"]), data["publications"], errors(data)) == (["early"], {}, [])
    with pytest.raises(ValueError, match="there is no ranked award 'late'; there are need, early, faith"):
        cohort().explain(award="late")


def test_a_format_that_is_none_is_refused():
    with pytest.raises(ValueError, match="format is text or json"):
        cohort().explain(format="html")


def test_the_notice_stands_in_the_language():
    assert "‖ For trying only." in cohort().explain()
    assert "‖ 仅供试用。" in cohort().explain(language="zh")


def test_missing_facts_are_told_by_their_labels():
    assert "#4: applied, children (children), " not in cohort().explain(language="zh")
    assert "子女数（children）" in cohort().explain(language="zh")


def test_names_keys_and_groups_that_are_sensitive_are_masked():
    shown = json.loads(cohort().to_json())["awards"]
    assert list(shown["need"]["standings"]) == [f"#{number}" for number in range(1, 8)]
    assert shown["need"]["standings"]["#1"]["keys"] == ["‹masked›"]
    assert shown["faith"]["standings"]["#1"]["group"] == "‹masked›"
    assert shown["faith"]["standings"]["#1"]["keys"] == ["2"]
    assert shown["early"]["standings"]["#1"]["keys"] == ["2026-01-02"]


def test_they_are_shown_when_revealed():
    shown = json.loads(cohort().to_json(reveal=True))["awards"]
    assert shown["need"]["standings"]["Ann"]["keys"] == ["10"]
    assert shown["faith"]["standings"]["Ann"]["group"] == "x"


def test_an_unknown_key_that_is_sensitive_is_masked_as_well():
    shown = json.loads(cohort().to_json())["awards"]["need"]["standings"]
    assert shown["#3"]["keys"] == ["‹masked›"]


def test_where_an_award_rests_on_sensitive_facts_everything_unknown_around_it_is_missing():
    data = cohort(MEMBERS[:4])
    assert data.awards["need"].missing == {"Cid": ("income",), "Dan": ("children",)}
    assert json.loads(data.to_json())["awards"]["need"]["missing"] == {"#3": ["income"], "#4": ["children"]}
    # Dan can not change who is first, which only the masked incomes tell.
    rich = cohort([*MEMBERS[:3], {**MEMBERS[3], "income": 50}])
    assert rich.awards["need"].missing == {"Cid": ("income",)}
    assert json.loads(rich.to_json())["awards"]["need"]["missing"] == {"#3": ["income"], "#4": ["children"]}


def test_who_is_excluded_lacks_nothing_whatever_is_unknown_of_it():
    excluded = {**A, "code": "Hal", "fraud": True, "income": None}
    data = json.loads(cohort([*MEMBERS[:3], excluded]).to_json())["awards"]["need"]
    assert data["standings"]["#4"]["outcome"] == "excluded"
    assert data["missing"] == {"#3": ["income"]}


def test_members_who_lack_the_same_are_told_together():
    unknown = {name: value for name, value in A.items() if name not in {"code", "children"}}
    text = cohort([unknown] * 12).explain(award="early")
    assert "    #1, #2, #3, #4, #5, #6, #7, #8, #9, #10 and 2 more: children\n" in text + "\n"
    assert "    #1, #2: children\n" in cohort([unknown] * 2).explain(award="early") + "\n"


RATES = """
policy: rates
edition: 1
facts: {done: {type: number, min: 0}, due: {type: number, min: 0, sensitive: SECRET}}
awards: {best: {eligible: done >= 0, rank: {by: done / due, take: 1}}}
"""


def rates(secret):
    policy = policyrules.loads(RATES.replace("SECRET", secret), name="rates.yaml")
    return policy.evaluate_cohort(
        {"a": {"done": 1, "due": 2}, "b": {"done": 1, "due": 0}}, as_of="2026-05-01"
    )


def test_what_could_not_be_computed_is_told_with_its_place():
    assert "    b: division by zero (rates.yaml:5:49)" in rates("false").explain().splitlines()
    data = json.loads(rates("false").to_json())
    assert data["awards"]["best"]["problems"] == {"b": ["division-by-zero"]}
    assert errors(data) == []


def test_what_could_not_be_computed_of_sensitive_facts_is_not_told():
    assert "    something that rests on sensitive facts" in rates("true").explain().splitlines()
    assert json.loads(rates("true").to_json())["awards"]["best"]["problems"] == {}
    assert "division" not in rates("true").explain() + rates("true").to_json()


def test_no_text_tells_what_is_sensitive():
    for text in (cohort().explain(), cohort().explain(language="zh"), cohort().to_json(), repr(cohort())):
        for secret in ("Ann", "Bob", "Gil", "much"):
            assert secret not in text


FACTS = {
    "income": st.integers(0, 3),
    "religion": st.sampled_from(["x", "y"]),
    "children": st.integers(0, 1),
    "district": st.sampled_from(["urban", "rural"]),
    "applied": st.sampled_from(["2026-01-01", "2026-01-02"]),
    "fraud": st.just(False),
}


@st.composite
def pairs(draw):
    """Two cohorts that differ only in the values of known sensitive facts."""
    record = st.fixed_dictionaries({}, optional=FACTS)
    first = draw(st.lists(record, min_size=1, max_size=4))
    second = [
        {name: draw(FACTS[name]) if name in {"income", "religion"} else value for name, value in one.items()}
        for one in first
    ]
    return first, second


def settled(one):
    return {
        name: [(s.outcome, s.place) for s in award.standings.values()] for name, award in one.awards.items()
    }


@given(pairs())
def test_known_sensitive_values_show_in_outcomes_and_places_only(pair):
    first, second = (cohort(records) for records in pair)
    if settled(first) == settled(second):
        assert first.to_json() == second.to_json()
        assert first.explain() == second.explain()


DENIED = """
policy: p
edition: 2026
facts:
  caught: flag
  ill: {type: flag, sensitive: true}
  n: {type: number, min: 0}
vetoes:
  one: {when: caught, effects: {e: {deny: best, when: ill}}}
  two: {when: caught, effects: {e: {deny: best, when: not ill}}}
awards:
  best: {eligible: n >= 0, rank: {by: n, take: 1}}
"""


@pytest.mark.parametrize("ill", [True, False], ids=["ill", "well"])
def test_which_veto_denies_an_award_is_not_told_where_that_rests_on_sensitive_facts(ill):
    found = policyrules.loads(DENIED).evaluate_cohort(
        [{"caught": True, "ill": ill, "n": 1}], as_of="2026-05-01"
    )
    data = json.loads(found.to_json())
    assert errors(data) == []
    assert data["awards"]["best"]["standings"]["#1"]["excluded_by"] == ["‹masked›"]
    assert "excluded: denied: ‹masked›" in found.explain()
    revealed = json.loads(found.to_json(reveal=True))["awards"]["best"]["standings"]["#1"]
    assert revealed["excluded_by"] == ["one" if ill else "two"]
