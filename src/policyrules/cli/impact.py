"""`policyrules impact`: what another edition of a policy does to records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

import click

from policyrules.batch.rows import BadRow
from policyrules.cli.inputs import as_of_option, example, input_format_option, open_records
from policyrules.cli.output import CommandError, tell, writer
from policyrules.cli.progress import with_progress
from policyrules.comparison.compare import require_one_policy
from policyrules.comparison.impact import impact as compare
from policyrules.engine.loading import load
from policyrules.errors import RecordError
from policyrules.explanation.wording import LANGUAGES
from policyrules.text.invisible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from policyrules.cli.inputs import Records


@click.command(
    epilog=example(
        "policyrules impact 2026.yaml 2027.yaml applicants.csv --as-of 2026-05-31 "
        "--format html --output impact.html"
    )
)
@click.argument("old")
@click.argument("new")
@click.argument("records", default="-")
@as_of_option
@input_format_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html", "json"]),
    default="text",
    show_default=True,
)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option(
    "--suppress-below",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Withhold counts below N, and what would give them away; tell nothing of single records.",
)
@click.option("--output", metavar="FILE", help="Write to a file, which appears whole or not at all.")
def impact(
    *,
    old: str,
    new: str,
    records: str,
    as_of: date,
    input_format: str,
    form: str,
    language: str,
    suppress_below: int,
    output: str | None,
) -> None:
    """Decide records by the editions OLD and NEW, and tell what changes for them.

    RECORDS is a file, or - for standard input, of NDJSON, JSON, YAML or CSV. Both editions decide for the same day,
    whether or not they are in force on it. Records that cannot be decided are counted, and the exit code is 1.
    """
    before, after = load(old), load(new)
    try:
        require_one_policy(before, after)
    except ValueError as error:
        raise CommandError(str(error)) from None
    with (
        open_records(records, input_format, after.checked.edition.facts) as opened,
        writer(output) as write,
    ):
        found = compare(before, after, _records(opened), as_of=as_of, suppress_below=suppress_below)
        told = found.report(
            format=cast("Literal['text', 'markdown', 'html', 'json']", form), language=language
        )
        write(visible(told) if form == "text" else told.removesuffix("\n"))
    if found.failed:
        tell("not all records could be decided by both editions")
        raise click.exceptions.Exit(1)


def _records(opened: Records) -> Iterator[Any]:
    """The records, and an error in the place of each that cannot be read."""
    for row in with_progress(opened.rows, opened, shown=True):
        yield RecordError(row.faults) if isinstance(row, BadRow) else row.record
