"""The digest of an edition: of what it means, not of how it is written (docs: language, editions)."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import attrs

from policyrules.language.printer import print_cell, print_expression
from policyrules.language.tree import Cell, Node
from policyrules.values.calendar import Duration, Period, date_text, datetime_text, duration_text, period_text
from policyrules.values.numbers import decimal_text

if TYPE_CHECKING:
    from policyrules.policy.model import Edition

#: Collections of an edition in which the order of the items means nothing.
_UNORDERED = {"facts", "fields", "parameters", "definitions", "tables", "bars", "grounds", "vetoes"}


def digest_of(edition: Edition) -> str:
    """`sha256:` and the hash of the canonical form."""
    text = json.dumps(canonical(edition), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def canonical(value: Any) -> Any:
    """The canonical form of a part of an edition, as JSON data: expressions as printed, no wording."""
    match value:
        case None | bool() | str():
            return value
        case int():
            return str(value)
        case Decimal():
            return {"number": decimal_text(value)}
        case datetime():
            return {"datetime": datetime_text(value)}
        case date():
            return {"date": date_text(value)}
        case Period():
            return {"period": period_text(value)}
        case Duration():
            return {"duration": duration_text(value)}
        case timezone():
            return str(value.utcoffset(None))
        case Cell():
            return {"cell": print_cell(value)}
        case Node():
            return {"expression": print_expression(value)}  # type: ignore[arg-type] # every other node is an expression
        case tuple():
            return [canonical(item) for item in value]
        case frozenset():
            return sorted((canonical(item) for item in value), key=_order)
        case _:
            return _fields(value)


def _fields(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"is": type(value).__name__}
    for attribute in attrs.fields(type(value)):
        if attribute.eq is False or attribute.metadata.get("wording"):
            continue
        item = canonical(getattr(value, attribute.name))
        if attribute.name in _UNORDERED:
            item = sorted(item, key=_order)
        found[attribute.name] = item
    return found


def _order(item: Any) -> str:
    return json.dumps(item, ensure_ascii=False, sort_keys=True)
