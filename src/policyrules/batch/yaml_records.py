"""Records in YAML: a list of them, or one in each document; read as strictly as policies are."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from policyrules.batch.rows import LARGEST_RECORD, BadRow, Row, UnreadableInputError
from policyrules.errors import Fault
from policyrules.text.data import data_of
from policyrules.text.diagnostic import Diagnostic, Diagnostics
from policyrules.text.document import Sequence
from policyrules.text.source import SourceText
from policyrules.text.yaml import decode, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

_DOCUMENT: Final = re.compile(r"^---(?=[ \t\r\n]|\Z)", re.MULTILINE)
#: Faults whose words for policies show what stands there, or speak of policy files.
_WITHOUT_VALUE: Final = {
    "alias": "a value that begins with `&` or `*` must be in quotes",
    "tag": "a value that begins with `!` must be in quotes",
    "directive": "a line that begins with `%` is a YAML directive, and records have none",
    "merge-key": "`<<` merges another mapping, which records cannot do",
    "split-value": "a value in `{…}` or `[…]` is cut off at a comma, inside its bracket; put it in quotes",
}


def read_yaml_records(stream: BinaryIO) -> Iterator[Row | BadRow]:
    """A record from each element of a list, or from each document.

    Raises UnreadableInputError where the input is not UTF-8 or too large.
    """
    diagnostics = Diagnostics()
    whole = decode(stream.read(LARGEST_RECORD + 1), "", diagnostics, LARGEST_RECORD)
    if whole is None:
        raise UnreadableInputError(diagnostics.sorted()[0].message)
    starts = [0, *(match.start() for match in _DOCUMENT.finditer(whole.text)), len(whole.text)]
    for start, end in pairwise(starts):
        text = whole.text[start:end]
        if _has_content(text):
            yield from _document(SourceText("", text), whole.position(start)[0])


def yaml_value(text: str) -> Any:
    """The data that a YAML text of one document stands for; raises ValueError with what is wrong."""
    diagnostics = Diagnostics()
    node = read_yaml(SourceText("", text), diagnostics)
    if node is None or diagnostics.errors:
        raise ValueError(_words(diagnostics.sorted()[0]))
    return data_of(node)


def _has_content(text: str) -> bool:
    """Whether a document is more than blank lines, comments and marks."""
    contents = (line.partition("#")[0].strip() for line in io.StringIO(text, newline=None))
    return any(content not in {"", "---", "..."} for content in contents)


def _document(source: SourceText, first_line: int) -> Iterator[Row | BadRow]:
    diagnostics = Diagnostics()
    node = read_yaml(source, diagnostics)
    found = diagnostics.sorted()
    if node is None:
        yield _bad(list(found), first_line + found[0].line - 1)
        return
    for item in node.items if isinstance(node, Sequence) else (node,):
        line = first_line + item.span.line - 1
        here = [one for one in found if item.span.start <= one.span.start <= item.span.end]
        yield _bad(here, line) if here else Row(line, data_of(item))


def _bad(found: list[Diagnostic], line: int) -> BadRow:
    return BadRow(line, tuple(Fault("", one.code, _words(one)) for one in found))


def _words(diagnostic: Diagnostic) -> str:
    """What is wrong, without showing a value: it may be that of a sensitive fact."""
    return _WITHOUT_VALUE.get(diagnostic.code, diagnostic.message)
