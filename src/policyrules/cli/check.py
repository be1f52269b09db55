"""`policyrules check`: everything that is wrong with policies, and with records for one of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from policyrules.batch.rows import BadRow, Row
from policyrules.batch.undeclared import undeclared_facts
from policyrules.cli.findings import Finding, as_github, as_json, as_text, in_records, of_diagnostic
from policyrules.cli.inputs import as_day, example, input_format_option, open_records
from policyrules.cli.output import CommandError, echo, writer
from policyrules.cli.policies import open_policy
from policyrules.engine.checks import check_shelf, in_order
from policyrules.engine.folders import policy_files
from policyrules.engine.loading import load
from policyrules.engine.shelf import read_shelf
from policyrules.errors import RecordError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from policyrules.engine.policy import Policy


@click.command(epilog=example("policyrules check policies/ --format github"))
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--records", metavar="FILE", help="Also check records, and report facts that the policy does not declare."
)
@input_format_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True
)
@click.option(
    "--as-of",
    callback=as_day,
    metavar="DATE",
    help="With --records and a folder of editions: check by the one in force on that date.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 where there are warnings, too.")
def check(
    *,
    paths: tuple[str, ...],
    records: str | None,
    input_format: str,
    form: str,
    as_of: date | None,
    strict: bool,
) -> None:
    """Report everything that is wrong with policies.

    A PATH is a policy file, or a folder of them, whose editions, seals and packs are checked as well.
    """
    number, findings = _in_policies(paths)
    if records is not None and len(paths) > 1:
        raise CommandError(f"--records goes with one policy, not with {len(paths)}")
    if records is not None and not any(one.severity == "error" for one in findings):
        findings += _in_records(_policy(paths[0], number, as_of), records, input_format)
    match form:
        case "text":
            echo(as_text(findings, number))
        case "json":
            with writer(None) as write:
                write(as_json(findings))
        case _ if findings:
            echo(as_github(findings))
    if any(strict or one.severity == "error" for one in findings):
        raise click.exceptions.Exit(1)


def _in_policies(paths: tuple[str, ...]) -> tuple[int, list[Finding]]:
    """How many policy files there are, and what is wrong with them and their folders."""
    number, found = 0, []
    for path in paths:
        shelf = read_shelf(Path(path))
        if not shelf.files:
            raise CommandError(f"there are no policy files in `{path}`")
        if Path(path).is_dir() and not any(file.may_be_policy for file in shelf.files):
            raise CommandError(
                f"there are no policies in `{path}`: none of its YAML files has the keys `policy` and `edition`"
            )
        number += len(shelf.files)
        found += check_shelf(shelf)
    return number, [of_diagnostic(one) for one in in_order(found)]


def _policy(path: str, number: int, as_of: date | None) -> Policy:
    """The policy that records are checked by."""
    if number == 1:
        return load(policy_files(Path(path))[0])
    if as_of is None:
        raise CommandError(
            f"there are {number} policies in `{path}`; add --as-of to check records by the edition in force"
        )
    return open_policy(path, as_of)


def _in_records(policy: Policy, path: str, form: str) -> list[Finding]:
    """Records that cannot be read, and facts that nobody declared."""
    found: list[Finding] = []
    facts = policy.checked.edition.facts
    with open_records(path, form, facts) as opened:
        undeclared = undeclared_facts(_readable(policy, opened.rows, path, found), facts)
    for one in undeclared:
        times = "1 record holds" if one.records == 1 else f"{one.records} records hold"
        message = f"{times} `{one.path}`, which the policy does not declare"
        advice = (
            f"did you mean `{one.near}`?" if one.near else "nothing reads it: declare it, or leave it out"
        )
        found.append(in_records("warning", "undeclared-fact", message, path, one.line, advice=advice))
    return sorted(found, key=lambda finding: finding.line)


def _readable(policy: Policy, rows: Iterator[Row | BadRow], path: str, found: list[Finding]) -> Iterator[Row]:
    for row in rows:
        faults = row.faults if isinstance(row, BadRow) else ()
        if isinstance(row, Row):
            yield row
            try:
                policy.read(row.record)
            except RecordError as error:
                faults = error.faults
        for fault in faults:
            message = f"{fault.pointer or 'the record'}: {fault.message}"
            found.append(in_records("error", fault.code, message, path, row.line))
