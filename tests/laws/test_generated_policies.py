"""The policies that the laws are tested with are mostly valid, and use the whole language."""

from __future__ import annotations

from collections import Counter

import attrs
from hypothesis import HealthCheck, given, settings

import policyrules
from policyrules.language import tree
from policyrules.language.signatures import SIGNATURES
from policyrules.policy import types
from policyrules.text.source import SourceText
from strategies.policies import drafts

NODES = {
    *(kind.__name__ for kind in tree.Expr.__args__),
    *(kind.__name__ for kind in tree.UnaryTest.__args__),
    "Range",
}
KINDS = {
    "FlagType",
    "NumberType",
    "TextType",
    "ChoiceType",
    "DateType",
    "DateTimeType",
    "PeriodType",
    "DurationType",
    "ListType",
    "RecordType",
    "DecisionType",
}
CONSEQUENCES = {"GradeIs", "GradeAtMost", "GradeDown", "ScoreIs", "Deny", "Measure"}
WORDS = {
    *(f"operator {one}" for one in ("=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/")),
    *(
        f"kind {one}"
        for one in ("some", "every", "no", "count", "sum", "average", "minimum", "maximum", "list")
    ),
    *(f"direction {one}" for one in ("before", "after")),
    *(f"hit {one}" for one in ("unique", "first", "any", "priority", "sum", "minimum", "maximum")),
    *(f"otherwise {one}" for one in ("full", "zero", "rescale", "none")),
    *(f"modality {one}" for one in ("must not", "should not", "must", "should")),
    *("Award", "Duty", "Requirement", "sets elements", "sets due"),
    *(f"month_end {one}" for one in ("down", "up", "error")),
    *(f"kind {one}" for one in ("stop", "defer", "refer")),
    *(f"sets {one}" for one in ("share", "points", "deduct", "table", "when", "at_least", "at_most")),
    *(f"sets {one}" for one in ("group", "each", "grades", "adjustments", "applies", "size", "unsettled")),
    *(f"sets {one}" for one in ("start", "until", "duration", "scorecard", "sensitive", "total")),
    "an open parameter",
    "a called table",
}


def test_generated_policies_are_mostly_valid_and_use_every_feature():
    found: Counter[str] = Counter()
    valid = total = 0

    @settings(
        max_examples=280,
        database=None,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(drafts())
    def look(draft):
        nonlocal valid, total
        total += 1
        try:
            policy = policyrules.loads(draft.text())
        except policyrules.PolicyError:
            return
        valid += 1
        found.update(set(_features(policy.checked.edition)))

    look()
    assert valid >= 0.9 * total
    missing = (
        NODES | KINDS | CONSEQUENCES | WORDS | {f"function {one}" for one in SIGNATURES}
    ) - found.keys()
    assert not missing


def _features(value):
    if isinstance(value, tuple | frozenset):
        for item in value:
            yield from _features(item)
    if not attrs.has(type(value)) or isinstance(value, SourceText):
        return
    yield type(value).__name__
    if isinstance(value, tree.Call):
        yield f"function {value.function}"
    for attribute in attrs.fields(type(value)):
        item = getattr(value, attribute.name)
        if isinstance(item, str):
            yield f"{attribute.name} {item}"
        if item:
            yield f"sets {attribute.name}"
        if "span" not in attribute.name:
            yield from _features(item)
    yield from _special(value)


def _special(value):
    if getattr(value, "callable", False):
        yield "a called table"
    if hasattr(value, "value") and hasattr(value, "provenance") and value.value is None:
        yield "an open parameter"


def test_the_kinds_of_facts_are_all_listed():
    declared = {kind.__name__ for kind in types.Type.__args__}
    assert declared - KINDS == {"AnyType", "ResultsType"}
