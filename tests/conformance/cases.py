"""Reading the groups of cases, and running one case against the library."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

import policyrules
from policyrules import Duration, Interval, Missing, OpenParameter, Period, Problem, Unknown
from policyrules.values.calendar import date_text, datetime_text, duration_text, period_text

_RESULT = "result_of_the_case"
RAISES = {
    "record": policyrules.RecordError,
    "limit": policyrules.LimitExceeded,
    "no-edition-in-force": policyrules.NoEditionInForce,
    "value": ValueError,
}


class _Loader(yaml.SafeLoader):
    """Numbers are exact decimals; dates stay text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the loader's own way of being configured


for _tag, _pattern, _first in (
    ("null", r"null", "n"),
    ("bool", r"true|false", "tf"),
    ("int", r"-?[0-9]+", "-0123456789"),
    ("float", r"-?[0-9]+\.[0-9]+", "-0123456789"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), list(_first))
_Loader.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(Decimal(node.value)))
_Loader.add_constructor("tag:yaml.org,2002:float", lambda _, node: Decimal(node.value))


def load_yaml(text: str) -> Any:
    """YAML with exact numbers."""
    return yaml.load(text, _Loader)  # noqa: S506 - a safe loader with fewer types


def groups_of(folder: Path) -> list[tuple[str, dict[str, Any]]]:
    """Every group of every file of a folder, with the file's name."""
    return [
        (file.stem, group)
        for file in sorted(folder.glob("*.yaml"))
        for group in load_yaml(file.read_text(encoding="utf-8"))
    ]


def cases_of(folder: Path, kind: str) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """The cases of all groups of a kind (`expression` or `policy`): name, group, case."""
    found = []
    earlier: dict[str, int] = {}
    for file, group in groups_of(folder):
        if ("policy" in group) != (kind == "policy"):
            continue
        before = None
        for case in group.get("cases", [group]):
            name = case.get("name", case.get("expression", ""))
            name = ": ".join(part for part in (file, group["about"], str(name)) if part)
            earlier[name] = earlier.get(name, 0) + 1
            if earlier[name] > 1:
                name += f" ({earlier[name]})"
            found.append((name, group, {**case, "before": before}))
            before = case
    return found


def plain(value: Any) -> Any:
    """A result in the form in which `gives` writes it."""
    match value:
        case None | bool() | str():
            return str(value) if isinstance(value, str) else value
        case int() | Decimal():
            return Decimal(value)
        case Unknown():
            return "unknown"
        case Interval():
            return plain_interval(value)
        case datetime():
            return datetime_text(value)
        case date():
            return date_text(value)
        case Period():
            return period_text(value)
        case Duration():
            return duration_text(value)
        case tuple() | list():
            return [plain(item) for item in value]
        case _:
            return {str(key): plain(item) for key, item in dict(value).items()}


def plain_interval(value: Interval) -> Any:
    """A number, its ends, or that nothing is known of it."""
    if value.exact:
        return Decimal(value.value)
    if value.unbounded:
        return "unknown"
    return {
        name: Decimal(policyrules.values.numbers.decimal_text(end))
        for name, end in (("low", value.low), ("high", value.high))
        if end is not None
    }


def expected(value: Any) -> Any:
    """What a case expects, with numbers as decimals, so that 1 is not true."""
    match value:
        case bool() | str() | None:
            return value
        case int() | Decimal():
            return Decimal(value)
        case list():
            return [expected(item) for item in value]
        case dict():
            return {key: expected(item) for key, item in value.items()}
    raise AssertionError(f"{value!r} cannot be expected")


def same(got: Any, wanted: Any) -> bool:
    """Equal, and a truth value is no number."""
    if isinstance(got, list) and isinstance(wanted, list):
        return len(got) == len(wanted) and all(map(same, got, wanted))
    if isinstance(got, dict) and isinstance(wanted, dict):
        return got.keys() == wanted.keys() and all(same(got[key], wanted[key]) for key in got)
    return type(got) is type(wanted) and bool(got == wanted)


def paths(causes: tuple[Any, ...]) -> set[str]:
    """The missing facts and open parameters among causes."""
    return {one.path for one in causes if isinstance(one, Missing)} | {
        one.name for one in causes if isinstance(one, OpenParameter)
    }


def codes(causes: tuple[Any, ...]) -> set[str]:
    """The codes of the problems among causes."""
    return {one.code for one in causes if isinstance(one, Problem)}


def listed(value: Any) -> list[Any]:
    """A list, or a list of one."""
    return value if isinstance(value, list) else [value]


def evaluate(group: dict[str, Any], case: dict[str, Any]) -> Any:
    """The value of the expression of a case."""
    both = {**group, **case}
    record = as_given(both.get("record"))
    if not {"facts", "parameters", "tables"} & both.keys():
        options = {name: both[name] for name in ("as_of", "month_end", "time_zone") if name in both}
        return policyrules.evaluate_expression(case["expression"], record, **options)
    edition: dict[str, Any] = {"policy": "case", "edition": "1"}
    if "month_end" in both:
        edition["calendar"] = {"month_end": both["month_end"]}
    for name in ("time_zone", "facts", "parameters", "tables"):
        if name in both:
            edition[name] = _texts(both[name])
    edition["definitions"] = {_RESULT: case["expression"], **both.get("definitions", {})}
    text = yaml.safe_dump(edition, allow_unicode=True, sort_keys=False, width=10_000)
    policy = policyrules.loads(text)
    return policy.evaluate(record or {}, as_of=both.get("as_of", "2026-05-01")).values[_RESULT]


def as_given(value: Any) -> Any:
    """A record as a JSON reader gives it: a number with a point is a float, where that says the same."""
    if isinstance(value, dict):
        return {key: as_given(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_given(item) for item in value]
    if isinstance(value, Decimal) and Decimal(repr(float(value))) == value:
        return float(value)
    return value


def _texts(value: Any) -> Any:
    """Decimals as YAML writes numbers."""
    if isinstance(value, dict):
        return {key: _texts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_texts(item) for item in value]
    return float(value) if isinstance(value, Decimal) else value


def merged(target: Any, patch: Any) -> Any:
    """A JSON Merge Patch (RFC 7396)."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result
