"""Writing results: to standard output, or to a file that appears whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from policyrules.text.invisible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class _Bytes(Protocol):
    def write(self, data: bytes, /) -> object: ...


class CommandError(click.ClickException):
    """Wrong use or unreadable input, in one line."""

    exit_code = 2

    def show(self, file: object = None) -> None:  # noqa: ARG002 - the signature of click
        """Print it on standard error."""
        tell(f"error: {self.message}")


def tell(text: str) -> None:
    """Say something on standard error, in any encoding that the terminal has."""
    if sys.stderr is None:
        return
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    shown = visible(text).encode(encoding, "backslashreplace").decode(encoding)
    try:
        sys.stderr.write(f"{shown}\n")
        sys.stderr.flush()
    except OSError:
        # Nobody is listening, and nothing else can be done about it.
        return


def echo(text: str) -> None:
    """Print text for people, with invisible characters escaped, so that no record steers the terminal."""
    with writer(None) as write:
        write(visible(text))


@contextmanager
def writer(path: str | None) -> Iterator[Callable[[str], None]]:
    """A function that writes a line, in UTF-8; None and `-` are standard output.

    A file takes its name only when everything is written; after an error nothing is left of it.
    """
    if path is None or path == "-":
        if sys.stdout is None:
            yield lambda _: None
            return
        sys.stdout.flush()
        with _flushed() as write:
            yield write
        return
    target = Path(path).resolve()
    if target.exists() and not target.is_file():
        # A pipe or a device takes what it gets; a folder raises.
        with target.open("wb") as file:
            yield _lines(file)
        return
    with replacing(path) as file:
        yield _lines(file)


@contextmanager
def replacing(path: str) -> Iterator[_Bytes]:
    """A file that takes the place of the one there, all of it or none, under the permissions that this has."""
    target = Path(path).resolve()
    draft = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        with draft.open("xb") as file:
            if target.exists():
                shutil.copymode(target, draft)
            yield file
        draft.replace(target)
    except OSError as error:
        if error.filename == str(draft):
            error.filename = path
        raise
    finally:
        with suppress(OSError):
            draft.unlink()


@contextmanager
def _flushed() -> Iterator[Callable[[str], None]]:
    stream = sys.stdout.buffer
    line = _lines(stream)
    if not sys.stdout.isatty():
        yield line
        stream.flush()
        return

    def write_now(text: str) -> None:
        line(text)
        stream.flush()

    yield write_now


def _lines(file: _Bytes) -> Callable[[str], None]:
    def write(text: str) -> None:
        # A lone surrogate, which only an error message can hold, becomes the escape that JSON has for it.
        file.write(f"{text}\n".encode("utf-8", "backslashreplace"))

    return write


def finish_streams() -> None:
    """Write what is still buffered; where nobody takes it, drop it, or Python would complain at its end."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None:
            continue
        try:
            stream.flush()
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)
