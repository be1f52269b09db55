"""`policyrules rank`: who wins among records that compete, and what is published about all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from policyrules.batch.rows import BadRow
from policyrules.cli.inputs import (
    any_date_option,
    as_of_option,
    example,
    input_format_option,
    open_records,
    reveal_option,
)
from policyrules.cli.output import CommandError, tell, writer
from policyrules.cli.policies import open_policy
from policyrules.cli.progress import with_progress
from policyrules.errors import RecordError
from policyrules.explanation.wording import LANGUAGES
from policyrules.text.invisible import visible
from policyrules.text.suggest import suggest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from policyrules.batch.rows import Row
    from policyrules.engine.policy import Policy


@click.command(
    epilog=example("policyrules rank awards.yaml groups.csv --as-of 2026-05-31 --award best_group")
)
@click.argument("policy")
@click.argument("records", default="-")
@as_of_option
@input_format_option
@click.option("--award", metavar="ID", help="Only this award, without publications; everything unless given.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Tables for people, or policyrules/cohort/1.",
)
@click.option(
    "--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Of the text."
)
@click.option("--output", metavar="FILE", help="Write to a file, which appears whole or not at all.")
@any_date_option
@reveal_option
@click.option(
    "--strict", is_flag=True, help="Exit with 1 where anything is for review or could still change."
)
def rank(
    *,
    policy: str,
    records: str,
    as_of: date,
    input_format: str,
    award: str | None,
    form: str,
    language: str,
    output: str | None,
    any_date: bool,
    reveal: bool,
    strict: bool,
) -> None:
    """Rank records that compete for awards, and count what is published.

    POLICY is a file, or the folder with the editions of one policy: that in force on the date decides.
    RECORDS is a file, or - for standard input, of NDJSON, JSON, YAML or CSV: everybody who competes. One
    that cannot be decided is told at the end; it might still come first, and the exit code is 1.
    """
    loaded = open_policy(policy, as_of, any_date=any_date)
    _check_award(loaded, award)
    with open_records(records, input_format, loaded.checked.edition.facts) as opened:
        rows = with_progress(opened.rows, opened, shown=True)
        cohort = loaded.evaluate_cohort(_members(rows), as_of=as_of, any_date=any_date)
    if not cohort.members:
        tell(f"no records in `{records}`")
    if form == "json":
        text = cohort.explain(format="json", award=award, reveal=reveal)
    else:
        text = visible(cohort.explain(language=language, award=award, reveal=reveal))
    with writer(output) as write:
        write(text)
    if cohort.errors:
        tell(f"{len(cohort.errors)} of {len(cohort.members)} records could not be decided")
    shown = [one for name, one in cohort.awards.items() if award in {None, name}]
    if cohort.errors or (strict and not all(one.determined for one in shown)):
        raise click.exceptions.Exit(1)


def _check_award(policy: Policy, award: str | None) -> None:
    edition = policy.checked.edition
    ranked = [one.id for one in edition.awards if one.rank is not None]
    if award is None:
        if not ranked and not edition.publications:
            raise CommandError(f"{policy.id} {policy.edition} ranks no award and publishes nothing")
    elif award not in ranked:
        near = suggest(award, ranked)
        advice = f"did you mean `{near}`?" if near else f"there are {', '.join(ranked) or 'none'}"
        raise CommandError(f"there is no ranked award `{award}`; {advice}")


def _members(rows: Iterable[Row | BadRow]) -> Iterator[Any]:
    """The records, and the errors of those that could not even be read."""
    for row in rows:
        yield RecordError(row.faults) if isinstance(row, BadRow) else row.record
