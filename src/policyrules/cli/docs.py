"""`policyrules docs`: where every clause of a pack went, and which cases try its rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from policyrules.cli.inputs import example
from policyrules.cli.output import CommandError, echo, tell, writer
from policyrules.engine.folders import PACK_FILE
from policyrules.explanation.wording import LANGUAGES
from policyrules.testing.matrix import read_matrix
from policyrules.testing.matrix_forms import as_html, as_json, as_markdown, as_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from policyrules.testing.matrix import Matrix

_FORMS: Final[dict[str, Callable[[Matrix, str], str]]] = {
    "text": as_text,
    "markdown": as_markdown,
    "html": as_html,
    "json": as_json,
}


@click.command(epilog=example("policyrules docs policies/population-2011 --format html > clauses.html"))
@click.argument("path", metavar="PATH")
@click.option("--format", "form", type=click.Choice(list(_FORMS)), default="text", show_default=True)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--strict", is_flag=True, help="Exit with 1 where an encoded clause has no rule, or no test.")
def docs(path: str, form: str, language: str, strict: bool) -> None:
    """Print where every clause of a pack's documents went.

    PATH is the folder of a pack. For each clause: its words, what became of it, the rules that cite
    it, what was assumed or left to others, and the test cases that name these rules.
    """
    folder = Path(path)
    if not (folder / PACK_FILE).is_file():
        raise CommandError(f"there is no file `{PACK_FILE}` in `{path}`; name the folder of a pack")
    matrix = read_matrix(folder)
    if form == "text":
        echo(as_text(matrix, language))
    else:
        with writer(None) as write:
            write(_FORMS[form](matrix, language))
    if strict and matrix.gaps:
        lacking = ", ".join(f"{row.clause.id} (no {row.lacks})" for row in matrix.gaps)
        tell(f"error: clauses without a rule or a test: {lacking}")
        raise click.exceptions.Exit(1)
