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
    from collections.abc import Iterator

    from policyrules.policy.model import Edition

#: Collections of an edition in which the order of the items means nothing: none of them is summed up,
#: ranked or tried one after the other.
UNORDERED = {
    "facts",
    "fields",
    "parameters",
    "definitions",
    "tables",
    "bars",
    "grounds",
    "vetoes",
    "effects",
    "awards",
    "duties",
    "requires",
    "publications",
}
#: What a row gives: one expression, or several by name.
_OUTPUTS = {"then", "otherwise"}


def digest_of(edition: Edition) -> str:
    """`sha256:` and the hash of the canonical form."""
    return "sha256:" + hash_of(canonical(edition))


def hash_of(form: Any) -> str:
    """The SHA-256 of a canonical form, in hexadecimal digits."""
    return hashlib.sha256(_order(form).encode()).hexdigest()


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


def meaning_of(value: Any) -> Iterator[tuple[str, Any]]:
    """The fields of a part of an edition that mean something, by name, save those left as they are by default.

    So a field that the language gains later changes no digest of an edition that does not use it.
    """
    for attribute in attrs.fields(type(value)):
        item = getattr(value, attribute.name)
        if attribute.eq is False or attribute.metadata.get("wording"):
            continue
        if item is not None and item not in ((), attribute.default):
            yield attribute.name, item


def canonical_field(name: str, value: Any) -> Any:
    """The canonical form of a field of a part of an edition, sorted where its order means nothing."""
    form = canonical(value)
    unordered = name in UNORDERED or (name in _OUTPUTS and isinstance(value, tuple))
    return sorted(form, key=_order) if unordered else form


def _fields(value: Any) -> dict[str, Any]:
    fields = {name: canonical_field(name, item) for name, item in meaning_of(value)}
    return {"is": type(value).__name__, **fields}


def _order(form: Any) -> str:
    return json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
