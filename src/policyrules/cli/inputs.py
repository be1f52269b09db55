"""Reading what the command line names: days, policies, records."""

from __future__ import annotations

import io
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, cast, get_args

import click
from attrs import frozen

from policyrules.batch.records import InputFormat, guess_format, read_records, refuse_utf16
from policyrules.values.calendar import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from policyrules.batch.rows import BadRow, Row
    from policyrules.policy.types import Fact

FORMATS = ("auto", *get_args(InputFormat))


def example(command: str) -> str:
    """The end of a command's help."""
    return f"\b\nExample:\n  {command}"


def as_day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """The date that an option gives."""
    day = None if value is None else parse_date(value)
    if value is not None and day is None:
        raise click.BadParameter(f"`{value}` is not a date such as 2026-05-31 that exists", ctx, param)
    return day


as_of_option = click.option(
    "--as-of", callback=as_day, required=True, metavar="DATE", help="The date that the decision is made for."
)
any_date_option = click.option(
    "--any-date", is_flag=True, help="Decide although the edition is not in force on that date."
)
reveal_option = click.option("--reveal", is_flag=True, help="Show the values of sensitive facts.")
input_format_option = click.option(
    "--input-format",
    type=click.Choice(FORMATS),
    default="auto",
    show_default=True,
    help="How records are written.",
)


@frozen
class Records:
    """An open input of records."""

    rows: Iterator[Row | BadRow]
    stream: io.BufferedReader
    #: The number of bytes; None where it cannot be told, as for a pipe.
    size: int | None

    @property
    def position(self) -> int:
        """How many bytes were read."""
        return self.stream.tell()


@contextmanager
def open_records(path: str, form: str, facts: Sequence[Fact] = ()) -> Iterator[Records]:
    """The records of a file, or of standard input for `-`; raises OSError and UnreadableInputError."""
    if path == "-":
        yield _records(_stdin(), path, form, facts, None)
        return
    with open(path, "rb") as stream:  # noqa: PTH123 - keeps the name as it was given in messages
        size = os.fstat(stream.fileno()).st_size if stream.seekable() else None
        yield _records(stream, path, form, facts, size)


def _records(
    stream: io.BufferedReader, path: str, form: str, facts: Sequence[Fact], size: int | None
) -> Records:
    head = stream.peek(1)
    refuse_utf16(head)
    chosen = guess_format(path, head) if form == "auto" else cast("InputFormat", form)
    return Records(read_records(cast("BinaryIO", stream), chosen, facts), stream, size)


def _stdin() -> io.BufferedReader:
    if sys.stdin is None:
        return io.BufferedReader(cast("io.RawIOBase", io.BytesIO()))
    if sys.stdin.isatty():
        click.echo("reading records from the terminal (end with Ctrl-D)", err=True)
    stream = sys.stdin.buffer
    # Only a stand-in for standard input, as in tests, is not buffered.
    return (
        stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream))
    )
