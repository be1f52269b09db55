"""`policyrules check`: everything that is wrong with policies, and with records for one of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policyrules.batch.rows import BadRow, Row
from policyrules.batch.undeclared import undeclared_facts
from policyrules.cli.findings import Finding, as_github, as_json, as_text, in_records, of_diagnostic
from policyrules.cli.inputs import example, input_format_option, open_records
from policyrules.cli.output import CommandError, echo, writer
from policyrules.engine.loading import LARGEST_FILE, load, policy_files
from policyrules.engine.loading import check as check_policies
from policyrules.errors import RecordError
from policyrules.text.diagnostic import Diagnostics
from policyrules.text.yaml import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policyrules.engine.policy import Policy

#: One of the keys that every policy has.
_NAMED = re.compile(r"""^[ {]*["']?(policy|edition)["']? *:""", re.MULTILINE)


@click.command(epilog=example("policyrules check policies/ --format github"))
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--records", metavar="FILE", help="Also check records, and report facts that the policy does not declare."
)
@input_format_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True
)
@click.option("--strict", is_flag=True, help="Exit with 1 where there are warnings, too.")
def check(paths: tuple[str, ...], records: str | None, input_format: str, form: str, strict: bool) -> None:
    """Report everything that is wrong with policies.

    A PATH is a policy file, or a folder of them.
    """
    files = [file for path in paths for file in _files(path)]
    if records is not None and len(files) != 1:
        raise CommandError(f"--records goes with one policy, not with {len(files)}")
    findings = [of_diagnostic(one) for file in files for one in check_policies(file)]
    errors = any(one.severity == "error" for one in findings)
    if records is not None and not errors:
        findings += _in_records(load(files[0]), records, input_format)
    match form:
        case "text":
            echo(as_text(findings, len(files)))
        case "json":
            with writer(None) as write:
                write(as_json(findings))
        case _ if findings:
            echo(as_github(findings))
    if any(strict or one.severity == "error" for one in findings):
        raise click.exceptions.Exit(1)


def _files(path: str) -> list[Path]:
    files = policy_files(Path(path))
    if not files:
        raise CommandError(f"there are no policy files in `{path}`")
    if Path(path).is_dir() and not any(map(_may_be_policy, files)):
        raise CommandError(
            f"there are no policies in `{path}`: none of its YAML files has the keys `policy` and `edition`"
        )
    return files


def _may_be_policy(file: Path) -> bool:
    """Whether a file says of which policy or edition it is; one that is no text may mean to."""
    with file.open("rb") as stream:
        source = decode(stream.read(LARGEST_FILE + 1), str(file), Diagnostics(), LARGEST_FILE)
    return source is None or _NAMED.search(source.text) is not None


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
