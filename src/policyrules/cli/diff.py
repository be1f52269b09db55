"""`policyrules diff`: what changed between two editions of a policy."""

from __future__ import annotations

from typing import Literal, cast

import click

from policyrules.cli.inputs import example
from policyrules.cli.output import CommandError, echo, writer
from policyrules.comparison.compare import diff as compare
from policyrules.engine.loading import load
from policyrules.explanation.wording import LANGUAGES


@click.command(epilog=example("policyrules diff community-grant/2026.yaml community-grant/2027.yaml"))
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option(
    "--wording", is_flag=True, help="Also tell changes of labels, titles, reasons, notes and notices."
)
def diff(*, old: str, new: str, form: str, language: str, wording: bool) -> None:
    """Tell each change from the edition OLD to the edition NEW in a sentence.

    The exit code is 1 where anything changes in meaning; wording, order that means nothing, and layout do not count.
    """
    try:
        comparison = compare(load(old), load(new))
    except ValueError as error:
        raise CommandError(str(error)) from None
    told = comparison.report(
        format=cast("Literal['text', 'markdown', 'json']", form), language=language, wording=wording
    )
    if form == "json":
        with writer(None) as write:
            write(told)
    else:
        echo(told)
    if not comparison.same_meaning:
        raise click.exceptions.Exit(1)
