"""`policyrules show`: an edition as a document for people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

import click

from policyrules.cli.inputs import as_day, example
from policyrules.cli.output import CommandError, echo, writer
from policyrules.cli.policies import open_policy
from policyrules.engine.loading import load
from policyrules.explanation.show import ShowFormat
from policyrules.explanation.wording import LANGUAGES

if TYPE_CHECKING:
    from datetime import date


@click.command(epilog=example("policyrules show grant.yaml --format html --output grant.html"))
@click.argument("policy")
@click.option(
    "--as-of", callback=as_day, metavar="DATE", help="Of a folder, the edition in force on that date."
)
@click.option("--format", "form", type=click.Choice(get_args(ShowFormat)), default="text", show_default=True)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--output", metavar="FILE", help="Write to a file, which appears whole or not at all.")
def show(*, policy: str, as_of: date | None, form: str, language: str, output: str | None) -> None:
    """Print an edition as a document: its rules, where they come from, what is assumed and what is open.

    POLICY is a policy file, or a folder with the editions of one policy. Of an amendment the consolidated
    text is shown, with the edition that last changed each item. With --format yaml it is a policy file.
    """
    if as_of is None and Path(policy).is_dir():
        raise CommandError(f"`{policy}` is a folder: say with --as-of which edition to show")
    loaded = load(policy) if as_of is None else open_policy(policy, as_of)
    shown = loaded.show(format=cast("ShowFormat", form), language=language).removesuffix("\n")
    if output in {None, "-"} and form == "text":
        echo(shown)
        return
    with writer(output) as write:
        write(shown)
