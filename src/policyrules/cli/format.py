"""`policyrules format`: policy files in their normal layout."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from attrs import frozen

from policyrules.cli.findings import counted
from policyrules.cli.inputs import example
from policyrules.cli.output import CommandError, echo, replacing, tell
from policyrules.engine.loading import LARGEST_FILE
from policyrules.policy.formatting import formatted
from policyrules.text.diagnostic import Diagnostics
from policyrules.text.yaml import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNREADABLE: Final = 2


@frozen
class _Outcome:
    """What became of a file, in its normal layout; None where it cannot be read."""

    before: bytes
    after: bytes | None

    @property
    def changed(self) -> bool:
        return self.after is not None and self.after != self.before


@click.command(name="format", epilog=example("policyrules format policies/ --check"))
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--check", is_flag=True, help="Change nothing; name the files that would change, and exit with 1."
)
def format_files(paths: tuple[str, ...], *, check: bool) -> None:
    """Give policy files, amendments, test suites and packs their normal layout.

    A PATH is a YAML file, a folder of them, or - to read standard input and write standard output. Only
    blanks and blank lines change: comments stay, and every digest. A file that cannot be read is left alone.
    """
    if "-" in paths:
        if len(paths) > 1:
            raise CommandError("- stands for standard input, and cannot be given beside files")
        _standard_input(check=check)
        return
    changed = unreadable = 0
    files = [file for path in paths for file in _files(Path(path))]
    for file in files:
        outcome = _outcome(_read(file), str(file))
        unreadable += outcome.after is None
        if outcome.after is not None and outcome.changed:
            changed += 1
            if not check:
                with replacing(str(file)) as draft:
                    draft.write(outcome.after)
            echo(f"{'would format' if check else 'formatted'} {file}")
    echo(_summary(len(files), changed, unreadable, check=check))
    if unreadable:
        raise click.exceptions.Exit(_UNREADABLE)
    if check and changed:
        raise click.exceptions.Exit(1)


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    files = sorted(file for file in (*path.rglob("*.yaml"), *path.rglob("*.yml")) if file.is_file())
    if not files:
        raise CommandError(f"there are no YAML files in `{path}`")
    yield from files


def _read(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(LARGEST_FILE + 1)


def _outcome(data: bytes, name: str) -> _Outcome:
    """The normal layout of a file; what keeps it from being read is told."""
    diagnostics = Diagnostics()
    source = decode(data, name, diagnostics, LARGEST_FILE)
    text = formatted(source, diagnostics) if source is not None else None
    for diagnostic in diagnostics.sorted() if text is None else ():
        tell(diagnostic.render())
    return _Outcome(data, None if text is None else text.encode())


def _standard_input(*, check: bool) -> None:
    data = sys.stdin.buffer.read(LARGEST_FILE + 1) if sys.stdin is not None else b""
    outcome = _outcome(data, "-")
    if outcome.after is None:
        raise click.exceptions.Exit(_UNREADABLE)
    if not check:
        click.echo(outcome.after, nl=False)
    elif outcome.changed:
        raise click.exceptions.Exit(1)


def _summary(files: int, changed: int, unreadable: int, *, check: bool) -> str:
    parts = [counted(files, "file", "files"), f"{changed or 'none'} {'to format' if check else 'formatted'}"]
    if unreadable:
        parts.append(f"{unreadable} that cannot be read")
    return ", ".join(parts)
