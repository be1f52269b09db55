"""Deciding the record of a policy case, and comparing the decision with what the case expects."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

import policyrules
from conformance.cases import RAISES, as_given, expected, merged, plain, plain_interval, same
from policyrules import Decision, Policy


@cache
def load_policy(text: str) -> Policy:
    """A policy, read once."""
    return policyrules.loads(text)


def decide(group: dict[str, Any], case: dict[str, Any]) -> Decision:
    """The decision of a case."""
    both = {**group, **case}
    record = both.get("record", {})
    if "with" in case:
        record = merged(record, case["with"])
    for fact, one in both.get("given", {}).items():
        given = load_policy(one["policy"]).evaluate(as_given(one["record"]), as_of=one["as_of"])
        record = {**record, fact: json.loads(given.to_json())}
    return load_policy(group["policy"]).evaluate(
        as_given(record), as_of=both.get("as_of", "2026-05-01"), any_date=both.get("any_date", False)
    )


def check_policy_case(group: dict[str, Any], case: dict[str, Any]) -> None:
    """Read the policy, decide, and compare."""
    if "error" in case:
        with pytest.raises(policyrules.PolicyError) as refused:
            load_policy(group["policy"])
        assert {one.code for one in refused.value.diagnostics} == set(case["error"])
    elif "faults" in case:
        with pytest.raises(policyrules.RecordError) as faulty:
            decide(group, case)
        assert sorted([one.pointer, one.code] for one in faulty.value.faults) == sorted(case["faults"])
        assert all(secret not in str(faulty.value) for secret in case.get("hides", []))
    elif "raises" in case:
        with pytest.raises(RAISES[case["raises"]]):
            decide(group, case)
    else:
        check_decision(group, case, decide(group, case))


def check_decision(group: dict[str, Any], case: dict[str, Any], decision: Decision) -> None:
    """Compare everything that the case names."""
    for name, wanted in case["expect"].items():
        if name == "same":
            before = decide(group, case["before"])
            assert renderings(decision) == renderings(before)
        elif name == "hides":
            for rendering in renderings(decision):
                assert [text for text in wanted if text in rendering] == []
        elif name == "shows":
            for rendering in renderings(decision):
                assert [text for text in wanted if text not in rendering] == []
        elif name == "json":
            data = json.loads(decision.to_json())
            assert part(data, wanted) == wanted
        elif name == "problems":
            check_problems(decision, wanted)
        else:
            got = outcome(decision, name, wanted)
            assert same(got, expected(wanted)), f"{name}: {got!r}, not {wanted!r}"


def renderings(decision: Decision) -> list[str]:
    """The decision as everybody may see it."""
    texts = [
        decision.explain(language=language, detail=detail)
        for language in ("en", "zh")
        for detail in ("decisive", "full")
    ]
    return [*texts, decision.explain(format="json"), decision.to_json()]


def part(data: Any, wanted: Any) -> Any:
    """The part of JSON data that a case names."""
    if isinstance(data, dict) and isinstance(wanted, dict):
        return {key: part(data[key], wanted[key]) for key in wanted}
    return data


def check_problems(decision: Decision, wanted: list[Any]) -> None:
    found: list[Any] = []
    for problem in decision.problems:
        _, line, column = problem.place.rsplit(":", 2)
        found.append({"code": problem.code, "line": int(line), "column": int(column)})
    if all(isinstance(one, str) for one in wanted):
        assert sorted({one["code"] for one in found}) == sorted(wanted)
    else:
        assert found == wanted


def outcome(decision: Decision, name: str, wanted: Any) -> Any:
    """What the decision says, in the shape in which the case asks for it."""
    match name:
        case "bars":
            return {one: decision.bars[one].outcome.value for one in wanted}
        case "grounds":
            return {one: list(decision.bars[one].grounds) for one in wanted}
        case "undetermined":
            return {one: list(decision.bars[one].undetermined) for one in wanted}
        case "vetoes":
            return {one: decision.vetoes[one].outcome.value for one in wanted}
        case "effects":
            return {
                veto: {
                    effect: _effect(decision.vetoes[veto].effects[effect], asked)
                    for effect, asked in some.items()
                }
                for veto, some in wanted.items()
            }
        case "awards":
            return {one: decision.awards[one].outcome.value for one in wanted}
        case "denied_by":
            return {one: list(decision.awards[one].denied_by) for one in wanted}
        case "duties":
            return {one: decision.duties[one].outcome.value for one in wanted}
        case "elements":
            return {one: _elements(decision.duties[one], asked) for one, asked in wanted.items()}
        case "further":
            further = {one: decision.duties[one].further for one in wanted}
            return {one: further[one] and _element(further[one], asked) for one, asked in wanted.items()}
        case "values":
            return {one: plain(decision.values[one]) for one in wanted}
        case "missing":
            return list(decision.missing)
        case "any_date":
            return decision.any_date
    assert decision.score is not None
    match name:
        case "score":
            return {one: _score_part(getattr(decision.score, one)) for one in wanted}
        case "lines":
            return {one: _line(decision.score.lines[one], asked) for one, asked in wanted.items()}
        case "adjustments" | "groups":
            return {one: plain_interval(getattr(decision.score, name)[one]) for one in wanted}
    raise AssertionError(f"`{name}` cannot be expected")


def _elements(duty: Any, asked: list[Any]) -> list[Any]:
    """Every element of a duty, as far as each is asked about."""
    asked = [*asked, *({} for _ in duty.elements[len(asked) :])]
    return [_element(one, part) for one, part in zip(duty.elements, asked, strict=False)]


def _element(one: Any, asked: Any) -> Any:
    if not isinstance(asked, dict):
        return one.outcome.value
    names = {"number": one.number, "outcome": one.outcome.value, "due": one.due, "belongs": one.belongs}
    names["requires"] = {name: outcome.value for name, outcome in one.requirements.items()}
    return {part: plain(names[part]) for part in asked}


def _score_part(value: Any) -> Any:
    return plain_interval(value) if isinstance(value, policyrules.Interval) else plain(value)


def _line(line: Any, asked: Any) -> Any:
    if not isinstance(asked, dict) or not {"points", "weight", "lost", "applies"} & asked.keys():
        return plain_interval(line.points)
    return {one: _score_part(getattr(line, one)) for one in asked}


def _effect(effect: Any, asked: Any) -> Any:
    if not isinstance(asked, dict):
        return effect.state.value
    names = {"state": effect.state.value, "from": effect.start, "until": effect.until, "score": effect.score}
    return {one: _score_part(names[one]) for one in asked}
