"""A progress bar on a terminal, and nothing in a pipe."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from policyrules.cli.inputs import Records

_Row = TypeVar("_Row")

#: How many records pass between two looks at how far it is.
_STEP = 64


def with_progress(rows: Iterable[_Row], records: Records, *, shown: bool) -> Iterator[_Row]:
    """The rows as they are, drawing on standard error how far the input is read."""
    if not shown or sys.stderr is None or not sys.stderr.isatty():
        yield from rows
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415 - the same

    columns = (TextColumn("{task.fields[count]} records"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=records.size, count=0)
        for count, row in enumerate(rows, 1):
            yield row
            if count % _STEP == 0:
                position = None if records.size is None else records.position
                progress.update(task, count=count, completed=position)


@contextmanager
def counting(what: str) -> Iterator[Callable[[int, int], None]]:
    """A function that is told how many more were done, of how many in all; it draws that on standard error."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415 - the same

    columns = (MofNCompleteColumn(), TextColumn(what), BarColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        def tell_more(done: int, total: int) -> None:
            progress.update(task, advance=done, total=total)

        yield tell_more
