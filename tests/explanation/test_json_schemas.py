"""The JSON Schemas of decisions and traces say exactly what is written."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from jsonschema import Draft7Validator

import policyrules
from policyrules.grammar_files import grammar_text

GRANT = """
policy: community-grant
edition: 2026
title: {en: Community grants, zh: 社区资助}
notice: For trying only.
in_force: {from: 2026-01-01}
subject: {is: applicant, id: code}
facts:
  code: text
  founded: date
  members: {type: number, min: 0, label: {en: members, zh: 成员数}}
  debts: {type: number, min: 0, sensitive: true}
  sanctions: {list: {date: date, state: {choice: [confirmed, appealed], unsettled: [appealed]}}}
  visits_due: {type: number, min: 0}
  visits_done: {type: number, min: 0}
  audited: flag
  concealed: flag
parameters:
  lookback: {value: 3 years, source: {clause: 2(1), quote: within three years}}
  enough: {value: open, type: number, min: 0, delegated: the council sets it each year}
  audit_weight: {value: 20, source: {clause: 3}, assumed: the clause names no figure}
definitions:
  recent: list(s for s in sanctions where s.state = "confirmed" and s.date within lookback before as_of)
  large: members >= enough
  indebted: debts > 1000
  share: visits_done / visits_due
tables:
  size:
    inputs: [members]
    output: {choice: [few, many]}
    rows:
      - {when: ["< 10"], then: few}
      - {when: [">= 10"], then: many}
bars:
  main_grant:
    modality: must not
    source: {clause: 2}
    grounds:
      sanctioned: {when: count(recent) > 0, source: {clause: 2(1)}, because: {en: sanctions weigh}}
      too_large: {when: large and not audited}
      owes: {when: indebted}
  publicity: {modality: should not, applies: audited, grounds: {new: {when: founded > 2025-01-01}}}
scorecard:
  total: 100
  indicators:
    visits: {weight: 40, share: share, group: work}
    clean:
      weight: 40
      group: conduct
      deduct:
        per_sanction: {each: count(recent), points: 0.5, at_most: 5}
        owing: {when: debts > 10, points: 1}
    audit: {weight: audit_weight, when: audited, applies: size = "many", otherwise: full}
  adjustments:
    bonus: {points: 20, at_most: 20}
  limits: {at_least: 0, at_most: 110}
  grades: {good: ">= 80", fair: "[50..80)", poor: "< 50"}
vetoes:
  hidden:
    when: concealed or score.visits > 39 and bars.publicity
    effects:
      bottom: {grade: poor}
      capped: {grade: at most fair}
      lower: {grade: down 1}
      total: {score: 10}
      honours: {deny: all, for: 1 year}
      owing: {deny: prize, when: indebted}
      money: {stop: subsidy, when: not audited}
      later: {defer: visit, from: 2027-01-01}
      asked: {refer: case, until: 2026-02-01}
awards:
  prize: {eligible: score.final_grade = "good", applies: members > 1}
duties:
  audits: {modality: must, by: {en: the applicant, zh: 申请人}, due: 2026-12-31, requires: {audited: audited}}
  report:
    modality: should
    by: the applicant
    for: s in sanctions where s.state = "confirmed"
    due: s.date + 30 days
    requires: {paid: debts = 0, visited: visits_done > 5}
"""

RESULTS_ONLY = """
policy: figures
edition: 1
facts: {a: number, b: number, day: date}
definitions:
  quotient: a / b
  numbers: "[a, b]"
  wait: day - 2026-01-01
  far: 2 years
  sure: a is known
"""

FULL = {
    "code": "A1",
    "founded": "2010-05-01",
    "members": 40,
    "debts": 1500.5,
    "sanctions": [{"date": "2025-01-01", "state": "confirmed"}, {"date": "2024-01-01", "state": "appealed"}],
    "visits_due": 10,
    "visits_done": 10,
    "audited": True,
    "concealed": True,
}
RECORDS = {
    "full": FULL,
    "empty": {},
    "clean": {**FULL, "sanctions": [], "debts": 0, "concealed": False},
    "no visits due": {**FULL, "visits_due": 0},
    "only a problem": {**FULL, "visits_due": 0, "sanctions": []},
    "unknown veto": {key: value for key, value in FULL.items() if key not in {"concealed", "founded"}},
    "debts unknown": {**FULL, "debts": None},
    "small": {**FULL, "members": 3, "audited": False},
}


@pytest.fixture(scope="module")
def grant() -> policyrules.Policy:
    return policyrules.loads(GRANT, name="grant.yaml")


def validator(name: str) -> Draft7Validator:
    schema = json.loads(grammar_text(f"{name}.schema.json"))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def errors(name: str, data: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator(name).iter_errors(data)]


def decided(policy: policyrules.Policy, record: dict[str, Any]) -> policyrules.Decision:
    return policy.evaluate(record, as_of="2026-06-01")


@pytest.mark.parametrize("reveal", [False, True], ids=["masked", "revealed"])
@pytest.mark.parametrize("name", RECORDS)
def test_a_decision_has_the_form_of_its_schema(grant: Any, name: str, reveal: bool) -> None:
    assert errors("decision", json.loads(decided(grant, RECORDS[name]).to_json(reveal=reveal))) == []


@pytest.mark.parametrize("reveal", [False, True], ids=["masked", "revealed"])
@pytest.mark.parametrize("name", RECORDS)
def test_a_trace_has_the_form_of_its_schema(grant: Any, name: str, reveal: bool) -> None:
    trace = decided(grant, RECORDS[name]).explain(format="json", reveal=reveal)
    assert errors("trace", json.loads(trace)) == []


@pytest.mark.parametrize("record", [{}, {"a": 1, "b": 0, "day": "2026-02-01"}, {"a": 1, "b": 3}])
def test_an_edition_of_definitions_alone_has_that_form_too(record: dict[str, Any]) -> None:
    decision = decided(policyrules.loads(RESULTS_ONLY), record)
    assert errors("decision", json.loads(decision.to_json())) == []
    assert errors("trace", json.loads(decision.explain(format="json"))) == []


def test_the_records_above_show_every_kind_of_node_and_consequence(grant: Any) -> None:
    """So that no part of the schemas goes untried."""
    kinds, consequences, codes = set(), set(), set()

    def walk(node: dict[str, Any]) -> None:
        kinds.add(node["kind"])
        if node["kind"] == "effect":
            consequences.add(node["value"].get("is", "score"))
        for child in node.get("children", ()):
            walk(child)

    for record in RECORDS.values():
        decision = decided(grant, record)
        walk(json.loads(decision.explain(format="json", reveal=True))["tree"])
        for reveal in (False, True):
            codes |= {problem["code"] for problem in json.loads(decision.to_json(reveal=reveal))["problems"]}
    trace = json.loads(grammar_text("trace.schema.json"))
    assert kinds == set(trace["definitions"]["node"]["properties"]["kind"]["enum"])
    assert consequences >= {"GradeIs", "GradeAtMost", "GradeDown", "score", "Deny", "Measure"}
    assert codes == {"division-by-zero", "‹masked›"}


MUTATIONS = {
    "a key too many": lambda data: data.update(more=1),
    "no format": lambda data: data.pop("format"),
    "another format": lambda data: data.update(format="policyrules/decision/2"),
    "a day that is no day": lambda data: data.update(as_of="1 June 2026"),
    "a digest cut short": lambda data: data.update(digest="sha256:0"),
    "no word for an outcome": lambda data: data["bars"]["main_grant"].update(outcome="maybe"),
    "an outcome of another rule": lambda data: data["vetoes"]["hidden"].update(outcome="barred"),
    "a bar without grounds": lambda data: data["bars"]["main_grant"].pop("grounds"),
    "the same ground twice": lambda data: data["bars"]["main_grant"].update(grounds=["owes", "owes"]),
    "a number that is a number": lambda data: data["facts"].update(members=40),
    "a total without an end": lambda data: data["score"]["total"].pop("low"),
    "trailing zeros": lambda data: data["score"]["total"].update(low="1.50"),
    "an exponent": lambda data: data["score"]["total"].update(low="1e3"),
    "minus zero": lambda data: data["score"]["total"].update(low="-0"),
    "a line that is only points": lambda data: data["score"]["lines"].update(
        visits={"low": "1", "high": "1"}
    ),
    "an effect of two consequences": lambda data: data["vetoes"]["hidden"]["effects"]["bottom"].update(
        deny="all"
    ),
    "an effect of none": lambda data: data["vetoes"]["hidden"]["effects"]["bottom"].pop("grade"),
    "an effect in no state": lambda data: data["vetoes"]["hidden"]["effects"]["bottom"].update(state=""),
    "a denial of nothing": lambda data: data["denials"][0].pop("award"),
    "an award without an outcome": lambda data: data["awards"]["prize"].pop("outcome"),
    "an outcome of a duty for an award": lambda data: data["awards"]["prize"].update(outcome="met"),
    "the same denial twice": lambda data: data["awards"]["prize"].update(denied_by=["hidden", "hidden"]),
    "a duty of no modality": lambda data: data["duties"]["report"].pop("modality"),
    "an element that is met in part": lambda data: data["duties"]["audits"]["elements"][0].update(
        outcome="half"
    ),
    "an element without requirements": lambda data: data["duties"]["report"]["elements"][0].pop(
        "requirements"
    ),
    "an element that does not belong": lambda data: data["duties"]["report"]["elements"][0].update(
        belongs=False
    ),
    "a problem without a place": lambda data: data["problems"].append({"code": "division-by-zero"}),
    "a missing fact that is no path": lambda data: data["missing"].append(1),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_decision_with_a_mistake_is_refused(grant: Any, name: str) -> None:
    data = json.loads(decided(grant, FULL).to_json())
    mistaken = copy.deepcopy(data)
    MUTATIONS[name](mistaken)
    assert errors("decision", data) == []
    assert errors("decision", mistaken) != []


TRACE_MUTATIONS = {
    "a key too many": lambda data: data.update(more=1),
    "no tree": lambda data: data.pop("tree"),
    "a node of no kind": lambda data: data["tree"].pop("kind"),
    "an unknown kind": lambda data: data["tree"].update(kind="rule"),
    "a node that is not marked": lambda data: data["tree"]["children"][0].pop("decisive"),
    "no word for an outcome": lambda data: data["tree"]["children"][0].update(outcome="maybe"),
    "a place that is text": lambda data: data["tree"].update(place="grant.yaml:1:1"),
    "a source of nothing": lambda data: data["tree"]["children"][0].update(source={}),
    "an empty list of children": lambda data: data["tree"]["children"][0].update(children=[]),
    "a number that is a number": lambda data: data["tree"].update(value=1),
}


@pytest.mark.parametrize("name", TRACE_MUTATIONS)
def test_a_trace_with_a_mistake_is_refused(grant: Any, name: str) -> None:
    data = json.loads(decided(grant, FULL).explain(format="json"))
    mistaken = copy.deepcopy(data)
    TRACE_MUTATIONS[name](mistaken)
    assert errors("trace", data) == []
    assert errors("trace", mistaken) != []


@pytest.mark.parametrize("name", ["decision", "trace"])
def test_every_object_of_a_schema_is_closed(name: str) -> None:
    """Objects list their keys, or say what stands under any key."""

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            if part.get("type") == "object":
                assert "additionalProperties" in part
                assert part["additionalProperties"] is False or "properties" not in part
            for item in part.values():
                walk(item)
        elif isinstance(part, list):
            for item in part:
                walk(item)

    walk(json.loads(grammar_text(f"{name}.schema.json")))
