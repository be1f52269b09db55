"""Leaving out of a policy what nothing in it reads."""

from __future__ import annotations

import re

_SECTIONS = ("facts", "parameters", "definitions", "tables", "bars", "vetoes", "awards", "duties")


def without_unused(data):
    """Parameters and definitions that nothing reads are errors: leave them out."""
    while True:
        unused = [
            (group, name)
            for group in ("parameters", "definitions")
            for name in data.get(group, ())
            if not re.search(rf"\b{name}\b", _expressions(data, without=name))
        ]
        if not unused:
            return {key: value for key, value in data.items() if value or key not in _SECTIONS}
        for group, name in unused:
            del data[group][name]  # data is the maker's own


def _expressions(data, without):
    rest = {key: value for key, value in data.items() if key not in {"facts", "parameters"}}
    rest["definitions"] = {key: value for key, value in data["definitions"].items() if key != without}
    return repr(list(_scalars(rest)))


def _scalars(data):
    if isinstance(data, dict | list):
        for item in data.values() if isinstance(data, dict) else data:
            yield from _scalars(item)
    else:
        yield data
