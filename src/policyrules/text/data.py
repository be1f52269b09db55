"""Nodes of a YAML document as plain data, as records give it."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from policyrules.text.document import Mapping, Node, Scalar, Sequence

_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?P<rest>\.[0-9]+)?(?P<exponent>[eE][-+]?[0-9]+)?")
_LONGEST_INTEGER: Final = 400


def data_of(node: Node) -> Any:
    """A node as plain data: numbers exact, dates and everything else that is no JSON word as text."""
    match node:
        case Mapping():
            return {entry.key.value: data_of(entry.value) for entry in node.entries}
        case Sequence():
            return [data_of(item) for item in node.items]
        case Scalar():
            return _scalar(node)


def _scalar(scalar: Scalar) -> Any:
    if scalar.style:
        return scalar.value
    if scalar.is_null:
        return None
    if scalar.value in {"true", "false"}:
        return scalar.value == "true"
    return number_or_text(scalar.value)


def number_or_text(text: str) -> int | Decimal | str:
    """A number where the text is one as JSON writes it, such as `-1.50` or `2e3`, else the text."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return text
    if match.lastgroup is None and len(text) <= _LONGEST_INTEGER:
        return int(text)
    try:
        return Decimal(text)
    except InvalidOperation:
        # An exponent out of all range: the record's reader says what a number must be.
        return text
