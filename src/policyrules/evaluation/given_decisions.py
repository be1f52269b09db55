"""Reading a decision of another policy, or of an earlier year, as a fact (docs: language, facts)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from policyrules.evaluation.frozen import FrozenMapping
from policyrules.values.calendar import parse_date
from policyrules.values.interval import Interval
from policyrules.values.numbers import past_magnitude, significant_digits

FORMAT = "policyrules/decision/1"
#: The outcomes that count as true, and as false; every other is unknown.
_TRUE = {"barred", "triggered", "met", "eligible", "won"}
_FALSE = {
    "clear",
    "advised against",
    "not applicable",
    "not met",
    "ineligible",
    "denied",
    "not won",
    "not yet due",
}
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")

Report = Callable[[str, str, str], None]


def read_decision(data: object, policy: str, pointer: str, fault: Report) -> FrozenMapping[Any] | None:
    """The results of a decision in its JSON form, by group; faults are reported with their pointer."""
    if not isinstance(data, Mapping):
        fault(pointer, "wrong-type", "this must be a decision in its JSON form")
        return None
    if data.get("format") != FORMAT:
        fault(f"{pointer}/format", "not-a-decision", f"a decision has the format `{FORMAT}`")
        return None
    if data.get("policy") != policy:
        fault(f"{pointer}/policy", "other-policy", f"this must be a decision of the policy `{policy}`")
        return None
    as_of = data.get("as_of")
    day = parse_date(as_of) if isinstance(as_of, str) else None
    if day is None:
        fault(f"{pointer}/as_of", "not-a-date", "a decision has the date that it was made for")
    vetoes = _truths(data, "vetoes", pointer, fault)
    # Without its vetoes or denials nothing is known of them: a decision that was cut short is not clean.
    vetoes["any"] = _any(list(vetoes.values())) if "vetoes" in data else None
    edition = data.get("edition")
    return FrozenMapping(
        {
            "policy": policy,
            "edition": edition if isinstance(edition, str) else None,
            "as_of": day,
            "score": _score(data.get("score"), f"{pointer}/score", fault),
            "bars": FrozenMapping(_truths(data, "bars", pointer, fault)),
            "vetoes": FrozenMapping(vetoes),
            "duties": FrozenMapping(_truths(data, "duties", pointer, fault)),
            "awards": FrozenMapping(_truths(data, "awards", pointer, fault)),
            "denials": _denials(data.get("denials"), f"{pointer}/denials", fault),
        }
    )


def _any(truths: list[bool | None]) -> bool | None:
    return True if True in truths else None if None in truths else False


def _truths(data: Mapping[str, Any], group: str, pointer: str, fault: Report) -> dict[str, bool | None]:
    items = data.get(group, {})
    if not isinstance(items, Mapping):
        fault(f"{pointer}/{group}", "wrong-type", "this must be a mapping of results")
        return {}
    found: dict[str, bool | None] = {}
    for name, item in items.items():
        outcome = item.get("outcome") if isinstance(item, Mapping) else None
        if not isinstance(outcome, str):
            fault(f"{pointer}/{group}/{name}", "wrong-type", "a result has an outcome")
            continue
        found[str(name)] = True if outcome in _TRUE else False if outcome in _FALSE else None
    return found


def _score(data: object, pointer: str, fault: Report) -> FrozenMapping[Any] | None:
    if data is None:
        return None
    if not isinstance(data, Mapping):
        fault(pointer, "wrong-type", "this must be the score of a decision")
        return None
    found: dict[str, Any] = {}
    for group, key in (("lines", "points"), ("adjustments", None), ("groups", None)):
        items = data.get(group, {})
        for name, item in items.items() if isinstance(items, Mapping) else ():
            inner = item.get(key) if key is not None and isinstance(item, Mapping) else item
            found[str(name)] = _interval(inner, f"{pointer}/{group}/{name}", fault)
    for name in ("total", "final_total"):
        found[name] = _interval(data.get(name), f"{pointer}/{name}", fault)
    for name in ("grade", "final_grade"):
        grade = data.get(name)
        found[name] = grade if isinstance(grade, str) else None
    return FrozenMapping(found)


def _interval(data: object, pointer: str, fault: Report) -> Interval | None:
    if not isinstance(data, Mapping):
        fault(pointer, "wrong-type", "this must be an interval with `low` and `high`")
        return None
    ends: list[Decimal | None] = []
    for name in ("low", "high"):
        text = data.get(name)
        number = (
            Decimal(text)
            if isinstance(text, str) and len(text) < 13_000 and _NUMBER.fullmatch(text)
            else None
        )
        if text is not None and (number is None or past_magnitude(number) or significant_digits(number) > 34):
            fault(f"{pointer}/{name}", "wrong-type", "this must be a number as decimal text")
            return None
        ends.append(number)
    low, high = ends
    if low is not None and high is not None and low > high:
        fault(pointer, "empty-range", "`low` is greater than `high`")
        return None
    return Interval(low, high)


def _denials(data: object, pointer: str, fault: Report) -> tuple[FrozenMapping[Any], ...] | None:
    if data is None:
        return None
    if not isinstance(data, list | tuple):
        fault(pointer, "wrong-type", "this must be the list of denied awards")
        return ()
    found = []
    for number, item in enumerate(data):
        award = item.get("award") if isinstance(item, Mapping) else None
        if not isinstance(item, Mapping) or not isinstance(award, str):
            fault(f"{pointer}/{number}", "wrong-type", "a denial names an award")
            continue
        days = {}
        for name in ("from", "until"):
            text = item.get(name)
            days[name] = parse_date(text) if isinstance(text, str) else None
        found.append(FrozenMapping({"award": award, **days, "certain": item.get("certain") is True}))
    return tuple(found)
