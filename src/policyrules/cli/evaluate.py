"""`policyrules evaluate`: decide any number of records."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
from attrs import define

from policyrules.batch.deciding import decide_rows, error_entry
from policyrules.batch.rows import BadRow
from policyrules.cli.inputs import (
    any_date_option,
    as_of_option,
    example,
    input_format_option,
    open_records,
    reveal_option,
)
from policyrules.cli.output import tell, writer
from policyrules.cli.policies import open_policy
from policyrules.cli.progress import with_progress
from policyrules.cli.summary import bad_row_line, decision_line
from policyrules.explanation.decision_json import json_text
from policyrules.text.invisible import visible

if TYPE_CHECKING:
    from datetime import date

    from policyrules.batch.rows import DecidedRow


@click.command(
    epilog=example(
        "policyrules evaluate grant.yaml applicants.csv --as-of 2026-05-31 --output decisions.ndjson"
    )
)
@click.argument("policy")
@click.argument("records", default="-")
@as_of_option
@input_format_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "text"]),
    default="json",
    show_default=True,
    help="One JSON decision on each line, or one line of words.",
)
@click.option("--output", metavar="FILE", help="Write to a file, which appears whole or not at all.")
@any_date_option
@reveal_option
@click.option("--strict", is_flag=True, help="Exit with 1 where anything is left undetermined.")
def evaluate(
    *,
    policy: str,
    records: str,
    as_of: date,
    input_format: str,
    form: str,
    output: str | None,
    any_date: bool,
    reveal: bool,
    strict: bool,
) -> None:
    """Decide any number of records by a policy.

    POLICY is a file, or the folder with the editions of one policy: that in force on the date decides.
    RECORDS is a file, or - for standard input, of NDJSON, JSON, YAML or CSV. One that cannot be read gives an error entry with its line
    in the place of its decision, the rest goes on, and the exit code is 1.
    """
    loaded = open_policy(policy, as_of, any_date=any_date)
    result = _Result(text=form == "text", reveal=reveal)
    with open_records(records, input_format, loaded.checked.edition.facts) as opened, writer(output) as write:
        rows = decide_rows(loaded, opened.rows, as_of=as_of, any_date=any_date)
        to_terminal = output in {None, "-"} and sys.stdout is not None and sys.stdout.isatty()
        for row in with_progress(rows, opened, shown=not to_terminal):
            write(result.line(row))
    if not result.records:
        tell(f"no records in `{records}`")
    if result.bad:
        tell(f"{result.bad} of {result.records} records could not be decided")
    if result.bad or (strict and result.undetermined):
        raise click.exceptions.Exit(1)


@define
class _Result:
    """Counts what was decided while it is written."""

    text: bool
    reveal: bool
    records: int = 0
    bad: int = 0
    undetermined: int = 0

    def line(self, row: DecidedRow | BadRow) -> str:
        self.records += 1
        if isinstance(row, BadRow):
            self.bad += 1
            return visible(bad_row_line(row)) if self.text else json_text(error_entry(row))
        self.undetermined += not row.decision.determined
        if self.text:
            return visible(decision_line(row, reveal=self.reveal))
        return row.decision.to_json(reveal=self.reveal)
