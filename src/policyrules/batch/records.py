"""Reading records of any number from a stream of bytes (docs: records).

Every reader is lazy and yields `Row(line, record)` or `BadRow(line, faults)`; one that cannot be
read never keeps the following ones from being read where their beginning can be told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO, Final, Literal

from policyrules.batch.csv_records import read_csv
from policyrules.batch.json_records import read_json, read_ndjson
from policyrules.batch.rows import BadRow, Row, UnreadableInputError
from policyrules.batch.yaml_records import read_yaml_records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyrules.policy.types import Fact

InputFormat = Literal["json", "ndjson", "yaml", "csv"]

_ENDINGS: Final[dict[str, InputFormat]] = {
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".csv": "csv",
}
_YAML_LINE: Final = re.compile(rb"---(\s|$)|- |-$|#|[^\s,\"'{\[]+:(\s|$)")
_OTHER_BOMS: Final = (b"\xff\xfe", b"\xfe\xff")


def guess_format(name: str, head: bytes) -> InputFormat:
    """The format of an input, from the ending of its name, or else from its first bytes."""
    for ending, known in _ENDINGS.items():
        if name.lower().endswith(ending):
            return known
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    first = text.split(b"\n", 1)[0].rstrip()
    if text.startswith(b"["):
        return "json"
    if text.startswith(b"{"):
        # Whole on its first line, or a line longer than what was looked at: one record per line.
        return "ndjson" if first.endswith(b"}") or b"\n" not in text else "json"
    if name.lower().endswith(".json") or not text:
        return "json"
    if _YAML_LINE.match(first):
        return "yaml"
    # The reader of CSV says what is wrong with semicolons and tabs.
    return "csv" if any(sign in first for sign in (b",", b";", b"\t")) else "ndjson"


def read_records(stream: BinaryIO, form: InputFormat, facts: Sequence[Fact] = ()) -> Iterator[Row | BadRow]:
    """The records of a stream; `facts` are those of the policy, which type the cells of a CSV.

    Raises UnreadableInputError where nothing can be read at all, and OSError.
    """
    match form:
        case "ndjson":
            return read_ndjson(stream)
        case "json":
            return read_json(stream)
        case "yaml":
            return read_yaml_records(stream)
        case "csv":
            return read_csv(stream, facts)


def refuse_utf16(head: bytes) -> None:
    """Raise UnreadableInputError where the first bytes of an input say that it is UTF-16."""
    if head.startswith(_OTHER_BOMS):
        raise UnreadableInputError("the input is written in UTF-16; save it with the encoding UTF-8")
