"""What authors write in the cells of tables out of habit, and how it is written here."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from policyrules.language.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Sequence

_ANYTHING = frozenset({"any", "*"})
_NUMBER = r"([0-9][0-9_]*(?:\.[0-9]+)?)(%?)"
_FROM_TO = re.compile(rf"{_NUMBER}(?:-|[ \t]*[–—~～〜][ \t]*){_NUMBER}")
_EQUALITY = re.compile(r"(==?|!=|<>|≠)[ \t\r\n]*(.+)", re.DOTALL)
_NOT = re.compile(r"(?:[Nn][Oo][Tt][ \t\r\n]+|![ \t]*(?!=))(.+)", re.DOTALL)
_NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_COMPARISON = re.compile(r"(>=|<=|>|<)[ \t]*([^\s<>=].*)", re.DOTALL)
#: Brackets with two ends in them, and something else than `..` between these.
_ENDS = re.compile(r"([\[(])([^\[\](),]+?)(?:,|-|[ \t]to[ \t])([^\[\](),]+)([\])])")
_BESIDE = re.compile(r"[ \t\r\n]+and[ \t\r\n]+", re.IGNORECASE)
_ALTERNATIVES = frozenset({"or", "|", "||", ";"})
_TOGETHER = frozenset({"and", "&", "&&"})


def empty_cell(end: int) -> Fault:
    """The fault of a cell with nothing in it."""
    return Fault("syntax", "the cell is empty", 0, end, "write `-` for anything")


def misread_piece(text: str, start: int, end: int, choices: Sequence[str]) -> Fault | None:
    """The fault of a piece that is an expression, but surely not the one that was meant."""
    piece = text[start:end]
    if piece.lower() in _ANYTHING:
        return Fault("syntax", f"`{piece}` does not mean anything goes", start, end, "write `-` for anything")
    ends = _FROM_TO.fullmatch(piece)
    if ends and choices:
        help_ = _listed(choices)
        return Fault("unknown-choice", f"`{piece}` is not one of the choices", start, end, help_)
    if ends:
        low, low_percent, high, high_percent = ends.groups()
        rising = Decimal(low) < Decimal(high)
        range_ = f"[{low}{low_percent or high_percent}..{high}{high_percent}]"
        help_ = f"write the range `{range_}`" if rising else "to subtract, put spaces around `-`"
        return Fault("syntax", f"`{piece}` is a subtraction, not a range", start, end, help_)
    equality = _EQUALITY.fullmatch(piece)
    if equality and equality[2] in choices:
        plain = equality[1] in {"=", "=="}
        help_ = f"write just `{equality[2]}`" if plain else f"write `not({equality[2]})`"
        return Fault("syntax", f"a choice stands in its cell without `{equality[1]}`", start, end, help_)
    return None


def refused_piece(text: str, start: int, end: int, choices: Sequence[str], fault: Fault) -> Fault:
    """The fault of a piece that is no test, told with a way out where the mistake is a known one."""
    piece, stopped = text[start:end], text[fault.start : fault.end]
    before, after = text[start : fault.start].strip(), text[fault.end : end].strip()
    negated = _NOT.fullmatch(piece)
    if negated:
        first = start == len(text) - len(text.lstrip())
        excluded = f"{negated[1]}{text[end:].rstrip()}"
        help_ = f"write `not({excluded})`" if first else "`not(…)` holds the whole cell"
        return Fault("syntax", "`not` in a cell takes brackets", start, end, help_)
    ends = _ENDS.fullmatch(piece)
    if ends:
        opening, low, high, closing = (part.strip() for part in ends.groups())
        help_ = f"write `..` between the ends: `{opening}{low}..{high}{closing}`"
        return Fault("syntax", f"`{piece}` is not a range", start, end, help_)
    if stopped in {"..", "to"} and piece[0] not in "[(":
        help_ = _range_help(before, after)
        return Fault("syntax", "a range in a cell stands in brackets", start, end, help_) if help_ else fault
    if _NAME.fullmatch(before) and (test := _without_name(before, stopped, after, choices)):
        help_ = f"leave the name out: `{test}`"
        return Fault("syntax", "a cell is compared with its column", start, end, help_)
    if before and after and stopped.lower() in _ALTERNATIVES | _TOGETHER:
        help_ = _joined_help(before, stopped, after, choices)
        return Fault("syntax", f"a cell has no `{stopped}`", fault.start, fault.end, help_)
    if choices and not fault.help:
        fault.help = _listed(choices)
    return fault


def _listed(choices: Sequence[str]) -> str:
    return "the choices are " + ", ".join(f"`{choice}`" for choice in choices[:12])


def _range_help(low: str, high: str) -> str:
    if low and high:
        return f"write `[{low}..{high}]`"
    return f"write `>= {low}`" if low else f"write `<= {high}`" if high else ""


def _joined_help(before: str, word: str, after: str, choices: Sequence[str]) -> str:
    if word.lower() in _TOGETHER and (range_ := _range_of(before, after)):
        return f"write the range `{range_}`"
    if word.lower() in _TOGETHER and not choices:
        return "a cell is one range, or alternatives with commas between them"
    again = re.compile(rf"[ \t]*(?<!\w){re.escape(word)}(?!\w)[ \t]*")
    return f"a comma means “or”: `{', '.join((before, *again.split(after)))}`"


def _range_of(left: str, right: str) -> str:
    """The range that lies between `>= 10` and `< 50`; empty where these are other tests."""
    first, second = _COMPARISON.fullmatch(left), _COMPARISON.fullmatch(right)
    if not first or not second or first[1][0] == second[1][0]:
        return ""
    low, high = (first, second) if first[1][0] == ">" else (second, first)
    return f"{'[' if low[1] == '>=' else '('}{low[2]}..{high[2]}{']' if high[1] == '<=' else ')'}"


def _without_name(name: str, operator: str, right: str, choices: Sequence[str]) -> str:
    """The test that is left of a comparison when the name of the column is taken away."""
    sides = _BESIDE.split(right)
    if operator in {"<", "<=", ">", ">="} and len(sides) == 2:
        return _range_of(f"{operator} {sides[0]}", sides[1].removeprefix(name).lstrip())
    if operator == "between" and len(sides) == 2:
        return f"[{sides[0]}..{sides[1]}]"
    if not right or len(sides) > 1:
        return ""
    if operator in {"=", "=="}:
        return right
    if operator in {"!=", "<>"}:
        return f"not({right})" if right in choices else f"!= {right}"
    if operator == "is":
        return right if right == "unknown" else ""
    if operator == "in":
        return right
    return f"{operator} {right}" if operator in {"<", "<=", ">", ">="} else ""
