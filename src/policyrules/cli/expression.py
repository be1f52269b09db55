"""`policyrules expression`: try one expression."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, cast

import click

from policyrules.batch.rows import BadRow
from policyrules.batch.yaml_records import yaml_value
from policyrules.cli.inputs import as_day, example, input_format_option, open_records
from policyrules.cli.output import CommandError, echo
from policyrules.cli.words import in_words
from policyrules.engine.expression import evaluate_expression
from policyrules.errors import RecordError
from policyrules.text.diagnostic import Diagnostic
from policyrules.text.source import SourceText, Span
from policyrules.values.calendar import parse_offset
from policyrules.values.unknown import Missing, OpenParameter, Problem, causes_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date


@click.command(
    epilog=example(
        "policyrules expression 'count(c in cases where c.open) >= 2' --set 'cases=[{open: true}, {}]'"
    )
)
@click.argument("expression")
@click.option("--record", metavar="FILE", help="The record that it is about; - is standard input.")
@input_format_option
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    help="A fact; VALUE is YAML, nothing is unknown.",
)
@click.option("--as-of", callback=as_day, metavar="DATE", help="What `as_of` stands for.")
@click.option("--month-end", type=click.Choice(["down", "up", "error"]), default="down", show_default=True)
@click.option("--time-zone", default="Z", show_default=True, metavar="OFFSET", help="Such as +08:00.")
def expression(
    *,
    expression: str,
    record: str | None,
    input_format: str,
    settings: tuple[str, ...],
    as_of: date | None,
    month_end: str,
    time_zone: str,
) -> None:
    """Evaluate an expression and print its value."""
    if parse_offset(time_zone) is None:
        raise CommandError(f"--time-zone: `{time_zone}` is not an offset such as +08:00 or Z")
    data = {} if record is None else _record(record, input_format)
    if settings:
        if not isinstance(data, Mapping):
            raise CommandError("--set needs a record to add to, and what --record gives is none")
        data = {**data, **_settings(settings)}
    value = evaluate_expression(
        expression,
        data,
        as_of=as_of,
        month_end=cast("Literal['down', 'up', 'error']", month_end),
        time_zone=time_zone,
    )
    echo("\n".join([in_words(value), *_reasons(value, expression)]))


def _record(path: str, form: str) -> Any:
    with open_records(path, form) as opened:
        rows = list(islice(opened.rows, 2))
    if len(rows) != 1:
        raise CommandError(f"`{path}` must hold one record, and holds {'several' if rows else 'none'}")
    row = rows[0]
    if isinstance(row, BadRow):
        raise RecordError(row.faults)
    return row.record


def _settings(texts: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for text in texts:
        name, sign, written = text.partition("=")
        name = name.strip()
        if not sign or not name:
            raise CommandError(f"--set: `{text}` is not NAME=VALUE")
        if name in found:
            raise CommandError(f"--set: `{name}` is given twice")
        try:
            found[name] = yaml_value(written) if written.strip() else None
        except ValueError as error:
            raise CommandError(f"--set {name}: {error}") from None
    return found


def _reasons(value: Any, expression: str) -> Iterator[str]:
    """What keeps a value unknown or inexact."""
    causes = causes_of(value)
    names = [cause.path for cause in causes if isinstance(cause, Missing)]
    names += [cause.name for cause in causes if isinstance(cause, OpenParameter)]
    if names:
        yield f"missing: {', '.join(names)}"
    for cause in causes:
        if isinstance(cause, Problem):
            yield Diagnostic(cause.code, cause.message, _span(cause, expression)).render()


def _span(problem: Problem, expression: str) -> Span:
    """The place of a problem, which it gives as `name:line:column`."""
    name, line, column = problem.place.rsplit(":", 2)
    source = SourceText(name, expression)
    start = source.line_starts[int(line) - 1] + int(column) - 1
    return Span(source, start, start + 1)
