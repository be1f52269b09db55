"""JSON as data, strictly and exactly: decimals as they are written, no key twice, no NaN."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from attrs import frozen

from policyrules.batch.rows import BadRow, Row, bad_row
from policyrules.errors import Fault

#: How deeply lists and objects may be nested, as in YAML.
DEEPEST: Final = 64
# Python turns longer texts into integers in quadratic time, or not at all.
_LONGEST_INTEGER: Final = 400


class _RefusedError(Exception):
    """Valid JSON in form, but not accepted."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@frozen
class _Constant:
    """A word such as `NaN`, which JSON does not have."""

    word: str


def json_row(line: int, data: bytes) -> Row | BadRow:
    """The record in a JSON text that begins on a line; whatever is wrong makes it a bad row."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return bad_row(line, "not-utf8", f"byte 0x{data[error.start]:02X} is not UTF-8")
    value = parse_json(text)
    return BadRow(line, value.faults) if isinstance(value, NotJson) else Row(line, value)


@frozen
class NotJson:
    """Why a text is not accepted as JSON."""

    faults: tuple[Fault, ...]


def parse_json(text: str) -> Any:
    """The data that a JSON text stands for, numbers as int or Decimal; or NotJson."""
    constants: list[str] = []

    def constant(word: str) -> _Constant:
        constants.append(word)
        return _Constant(word)

    try:
        value = json.loads(
            text,
            parse_float=_decimal,
            parse_int=_integer,
            parse_constant=constant,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        return _not_json("not-json", _syntax(error))
    except _RefusedError as error:
        return _not_json(error.code, str(error))
    except RecursionError:
        return _too_deep()
    if text.count("[") + text.count("{") > DEEPEST and _depth(value) > DEEPEST:
        return _too_deep()
    if constants:
        return NotJson(tuple(_constants(value)))
    return value


def _not_json(code: str, message: str) -> NotJson:
    return NotJson((Fault("", code, message),))


def _too_deep() -> NotJson:
    return _not_json("too-deep", f"lists and objects are nested more than {DEEPEST} deep")


def _syntax(error: json.JSONDecodeError) -> str:
    place = f"column {error.colno}" if error.lineno == 1 else f"its line {error.lineno}, column {error.colno}"
    if error.pos >= len(error.doc.rstrip()):
        return "this JSON ends too early"
    if error.msg.startswith("Unterminated"):
        return f"this is not JSON: the text that begins in {place} is not closed"
    if error.msg.startswith("Extra"):
        return f"this is not JSON: something stands after its end, in {place}"
    return f"this is not JSON from {place} on"


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise _RefusedError("magnitude", "a number has an exponent that is out of all range") from None


def _integer(text: str) -> int | Decimal:
    return int(text) if len(text) <= _LONGEST_INTEGER else Decimal(text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                shown = key if len(key) <= 40 else f"{key[:40]}…"
                raise _RefusedError("duplicate-key", f"the key `{shown}` stands twice in one object")
            seen.add(key)
    return found


def _depth(value: Any) -> int:
    """How deeply a value is nested; a plain one is 0 deep."""
    level, depth = [value], 0
    while level := [one for one in level if isinstance(one, list | dict)]:
        depth += 1
        level = [item for one in level for item in (one if isinstance(one, list) else one.values())]
    return depth


def _constants(value: Any, pointer: str = "") -> list[Fault]:
    """A fault for each place that holds a word such as `NaN`."""
    match value:
        case _Constant():
            return [Fault(pointer, "not-finite", f"JSON has no number `{value.word}`")]
        case list():
            return [fault for i, item in enumerate(value) for fault in _constants(item, f"{pointer}/{i}")]
        case dict():
            return [
                fault
                for key, item in value.items()
                for fault in _constants(item, f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}")
            ]
        case _:
            return []
