"""What authors write in the place of `x in list [where condition]`, and how it is written."""

from __future__ import annotations

import re

from policyrules.language.fault import Fault

_NAME = re.compile(r"[^\W\d][\w.]*")
#: Words with which other expressions over lists begin.
_OPENING = re.compile(r"(some|every|no|for)\b|(list|count|sum|average|minimum|maximum)\s*\(")


def misread_elements(text: str) -> Fault | None:
    """A list, or an expression over one, where the name of an element and a list are wanted."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if _NAME.fullmatch(text, start, end):
        message = f"`{text[start:end]}` stands alone, where the elements need a name as well"
        return Fault(
            "syntax", message, start, end, f"write `x in {text[start:end]}`, with a name of your own"
        )
    opening = _OPENING.match(text, start)
    if opening is None:
        return None
    message = f"`{opening[0].rstrip('( ')}` does not belong here: this says only what the elements are"
    return Fault("syntax", message, start, start + len(opening[0].rstrip("( ")), _help(text))


def refused_elements(text: str, fault: Fault) -> Fault:
    """The fault with the form that is wanted, where it does not tell a way out itself."""
    if fault.help or fault.code != "syntax":
        return fault
    return Fault(fault.code, fault.message, fault.start, fault.end, _help(text), notes=fault.notes)


def _help(text: str) -> str:
    """The form that is wanted, with the names that seem to be meant."""
    meant = re.search(r"\b(?!not\b)([^\W\d]\w*)\s+in\s+([^\W\d][\w.]*)", text)
    name, items = meant.groups() if meant is not None else ("x", "list")
    return f"write `{name} in {items}`, or `{name} in {items} where …` to keep some of them"
