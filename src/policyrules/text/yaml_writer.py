"""Nodes as YAML text, which reads back to equal values (docs: command line, show)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from policyrules.text.caret import text_width
from policyrules.text.document import Mapping, Scalar, Sequence
from policyrules.text.invisible import escape, find_invisible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from policyrules.text.document import Entry, Node

#: How wide a line with brackets or of a folded text may become.
_WIDEST: Final = 100
#: What a plain scalar may not contain between brackets.
_BRACKETS: Final = re.compile(r"[,\[\]{}]|:\Z")
#: What would make a block read otherwise: blanks at its beginning, or at the end of a line.
_UNFIT: Final = re.compile(r"\A[ \t\n]|[ \t]$|\t|\r", re.MULTILINE)


def write_yaml(document: Mapping, beside: Callable[[Entry], str]) -> str:
    """A document in block style; `beside` gives the comment for the line of a key, or nothing.

    What was written in brackets stays so where it fits on a line and holds no comment.
    """
    return "\n".join([*_mapping(document, 0, beside), ""])


def _mapping(mapping: Mapping, indent: int, beside: Callable[[Entry], str]) -> Iterator[str]:
    for entry in mapping.entries:
        comment = beside(entry)
        remark = f"  # {comment}" if comment else ""
        yield from _entry(f"{' ' * indent}{_inline(entry.key)}:", entry.value, indent, remark, beside)


def _entry(head: str, node: Node, indent: int, remark: str, beside: Callable[[Entry], str]) -> Iterator[str]:
    """A value after its key or dash."""
    if isinstance(node, Scalar) and node.style in {"|", ">"} and _fits_block(node.value):
        yield f"{head} {_header(node.value)}{remark}"
        yield from _block(node.value, indent + 2)
    elif isinstance(node, Scalar) or _in_brackets(node, head, beside):
        yield f"{head} {_flow(node) if not isinstance(node, Scalar) else _inline(node)}{remark}"
    elif isinstance(node, Mapping):
        yield head + remark
        yield from _mapping(node, indent + 2, beside)
    else:
        yield head + remark
        for item in node.items:
            yield from _item(item, indent + 2, beside)


def _item(node: Node, indent: int, beside: Callable[[Entry], str]) -> Iterator[str]:
    """An item of a list; a mapping begins on the line of its dash."""
    head = f"{' ' * indent}-"
    if isinstance(node, Mapping) and not _in_brackets(node, head, beside):
        first, *others = _mapping(node, indent + 2, beside)
        yield f"{head} {first.lstrip(' ')}"
        yield from others
    else:
        yield from _entry(head, node, indent, "", beside)


def _in_brackets(node: Mapping | Sequence, head: str, beside: Callable[[Entry], str]) -> bool:
    """Whether a collection is written on one line."""
    empty = not (node.entries if isinstance(node, Mapping) else node.items)
    if empty:
        return True
    return node.flow and not _is_remarked(node, beside) and text_width(f"{head} {_flow(node)}") <= _WIDEST


def _is_remarked(node: Node, beside: Callable[[Entry], str]) -> bool:
    """Whether there is a comment for anything within, or a text that needs lines of its own."""
    match node:
        case Scalar(value):
            return "\n" in value.rstrip("\n")
        case Sequence(items):
            return any(_is_remarked(item, beside) for item in items)
        case Mapping(entries):
            return any(bool(beside(entry)) or _is_remarked(entry.value, beside) for entry in entries)


def _flow(node: Node) -> str:
    match node:
        case Scalar():
            return _inline(node, brackets=True)
        case Sequence(items):
            return f"[{', '.join(map(_flow, items))}]"
        case Mapping(entries):
            pairs = (f"{_inline(one.key, brackets=True)}: {_flow(one.value)}" for one in entries)
            return f"{{{', '.join(pairs)}}}"


def _inline(scalar: Scalar, *, brackets: bool = False) -> str:
    """A scalar on one line."""
    if scalar.is_null:
        return "null"
    value = scalar.value
    if find_invisible(value, 1) or any(sign in value for sign in "\n\r\t"):
        return _escaped(value)
    if not scalar.style and not (brackets and _BRACKETS.search(value)):
        return value
    return f"'{value}'" if scalar.style == "'" and "'" not in value else _escaped(value)


def _escaped(value: str) -> str:
    """A text in double quotes, with escapes for what cannot be seen."""
    text = json.dumps(value, ensure_ascii=False)
    for index, _ in reversed(find_invisible(text, len(text))):
        text = text[:index] + escape(text[index]) + text[index + 1 :]
    return text


def _fits_block(value: str) -> bool:
    return bool(value.strip()) and not _UNFIT.search(value) and not find_invisible(value, 1)


def _header(value: str) -> str:
    """The sign of a block: folded where there is but one line, and what becomes of the line end."""
    text = value.rstrip("\n")
    ends = len(value) - len(text)
    return ("|" if "\n" in text else ">") + ("-" if ends == 0 else "" if ends == 1 else "+")


def _block(value: str, indent: int) -> Iterator[str]:
    text = value.rstrip("\n")
    for line in text.split("\n") if "\n" in text else _folded(text, _WIDEST - indent):
        yield " " * indent + line if line else ""
    yield from [""] * (len(value) - len(text) - 1)


def _folded(text: str, widest: int) -> Iterator[str]:
    """The lines of a text that is read with a blank for each line end."""
    line = ""
    for word in re.split(r"(?<! ) (?! )", text):
        if line and text_width(f"{line} {word}") > widest:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line
