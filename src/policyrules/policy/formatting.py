"""The normal layout of our YAML files (docs: command line, format).

Only blanks change, and blank lines: comments and all other characters stay, and so does what the
file says. A step that would change that is left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import frozen

from policyrules.language.parser import ExpressionError, parse_cell, parse_expression
from policyrules.policy.forms import Form, by_name, edition_form
from policyrules.policy.reader import read_edition
from policyrules.policy.sameness import same
from policyrules.text.blank_lines import spaced
from policyrules.text.diagnostic import Diagnostics
from policyrules.text.document import Mapping, Scalar, Sequence
from policyrules.text.fragment import Fragment
from policyrules.text.indentation import indented
from policyrules.text.source import SourceText
from policyrules.text.yaml import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policyrules.policy.model import Edition
    from policyrules.text.document import Node

#: The keys of the top level that stand apart, of editions, amendments and suites.
_SECTIONS: Final = frozenset(
    (
        *("facts", "parameters", "definitions", "tables", "bars", "scorecard", "vetoes", "awards", "duties"),
        *("publications", "changes", "records", "cases"),
    )
)
#: How often the steps are tried, each of which may give another something to do.
_ROUNDS: Final = 8
#: A text in quotes, or blanks.
_PIECE: Final = re.compile(r"\"[^\"]*\"|'[^']*'|[ \t]+")


@frozen
class _Read:
    """A text and what it says."""

    text: str
    document: Node


def formatted(source: SourceText, diagnostics: Diagnostics) -> str | None:
    """The text in its normal layout, which is normal itself; None, with errors, where it cannot be read."""
    before = diagnostics.errors
    document = read_yaml(source, diagnostics)
    if document is None or diagnostics.errors > before:
        return None
    read = _Read(source.text, document)
    for _ in range(_ROUNDS):
        former = read.text
        for step in (_line_ends, _indented, _spaced, _plain_expressions):
            read = _applied(step(read), read)
        if read.text == former:
            return former
    return source.text  # steps that never come to an end, which no text is known to cause


def _applied(text: str, read: _Read) -> _Read:
    """The new text, if it says what the old one says."""
    if text == read.text:
        return read
    diagnostics = Diagnostics()
    document = read_yaml(SourceText("", text), diagnostics)
    if document is None or diagnostics.errors:
        return read
    new = _Read(text, document)
    return new if document == read.document or _same_edition(read, new) else read


def _same_edition(read: _Read, new: _Read) -> bool:
    """Whether two editions, or amendments, differ in the blanks of expressions at most."""
    mine, theirs = by_name(read.document), by_name(new.document)
    if "amends" not in mine:
        edition = _edition(read.text)
        return edition is not None and edition == _edition(new.text)
    return mine.keys() == theirs.keys() and all(
        same(_form_of(key), mine[key].value, theirs[key].value) for key in mine
    )


def _edition(text: str) -> Edition | None:
    return read_edition(SourceText("", text), Diagnostics())


def _form_of(key: str) -> Form:
    """What stands under a key at the top of an edition or an amendment."""
    form = edition_form()
    return form if key == "changes" else form.key(key)


def _line_ends(read: _Read) -> str:
    return read.text.replace("\r\n", "\n").replace("\r", "\n")


def _indented(read: _Read) -> str:
    return indented(read.text)


def _spaced(read: _Read) -> str:
    return spaced(read.text, _SECTIONS)


def _plain_expressions(read: _Read) -> str:
    """The text with single blanks between the words of expressions that stand on one line."""
    keys = by_name(read.document)
    if "policy" not in keys:
        return read.text
    # Of an amendment nobody knows here which words of its tables are options.
    kinds = {"expression"} if "amends" in keys else {"expression", "cell", "then"}
    pieces, position = [], 0
    for key, entry in keys.items():
        for kind, scalar in _expressions(_form_of(key), entry.value):
            if kind in kinds:
                pieces += [read.text[position : scalar.span.start], _plain(kind, scalar)]
                position = scalar.span.end
    return "".join([*pieces, read.text[position:]])


def _expressions(form: Form, node: Node) -> Iterator[tuple[str, Scalar]]:
    """The scalars that are expressions or cells, in the order of the text."""
    node = form.long(node)
    match node:
        case Scalar() if form.name in {"expression", "cell", "then"}:
            yield form.name, node
        case Sequence(items):
            for item in items:
                yield from _expressions(form.element(), item)
        case Mapping(entries):
            for entry in entries:
                yield from _expressions(form.key(entry.key.value), entry.value)


def _plain(kind: str, scalar: Scalar) -> str:
    """The scalar as it is to be written."""
    written = scalar.span.text
    quote = scalar.style
    if quote in {"|", ">"} or "\n" in written or (quote and (quote in written[1:-1] or "\\" in written)):
        return written
    new = _PIECE.sub(lambda piece: " " if piece[0].isspace() else piece[0], scalar.value)
    if new == scalar.value:
        return written
    try:
        parse = parse_cell if kind == "cell" else parse_expression
        unchanged = parse(Fragment.of(new)) == parse(Fragment.of(scalar.value))
    except ExpressionError:
        return written
    return f"{quote}{new}{quote}" if unchanged else written
