"""`policyrules explain`: why one record is decided as it is."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Literal, cast

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
from policyrules.cli.output import CommandError, echo, writer
from policyrules.cli.policies import open_policy
from policyrules.errors import RecordError
from policyrules.explanation.wording import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from policyrules.batch.rows import Row
    from policyrules.engine.policy import Policy


@click.command(
    epilog=example("policyrules explain grant.yaml applicants.csv --id A1 --as-of 2026-05-31 --language zh")
)
@click.argument("policy")
@click.argument("record", default="-")
@as_of_option
@input_format_option
@click.option("--record", "number", type=click.IntRange(min=1), metavar="N", help="Explain the Nth record.")
@click.option("--id", "wanted", metavar="ID", help="Explain the record of this id.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option(
    "--detail",
    type=click.Choice(["decisive", "full"]),
    default="decisive",
    show_default=True,
    help="Only what made the difference, or everything that was looked at.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@any_date_option
@reveal_option
def explain(
    *,
    policy: str,
    record: str,
    as_of: date,
    input_format: str,
    number: int | None,
    wanted: str | None,
    language: str,
    detail: str,
    form: str,
    any_date: bool,
    reveal: bool,
) -> None:
    """Decide one record and say why.

    POLICY is a file, or the folder with the editions of one policy: that in force on the date decides.
    RECORD is a file, or - for standard input; where it holds several, --record or --id picks one.
    """
    if number is not None and wanted is not None:
        raise CommandError("--record and --id both pick a record; give one of them")
    loaded = open_policy(policy, as_of, any_date=any_date)
    with open_records(record, input_format, loaded.checked.edition.facts) as opened:
        row = _pick(opened.rows, loaded, record, number, wanted)
    if isinstance(row, BadRow):
        raise RecordError(row.faults)
    decision = loaded.evaluate(row.record, as_of=as_of, any_date=any_date)
    shown = decision.explain(
        format=cast("Literal['text', 'json']", form),
        language=language,
        detail=cast("Literal['decisive', 'full']", detail),
        reveal=reveal,
    )
    if form == "text":
        echo(shown)
        return
    with writer(None) as write:
        write(shown)


def _pick(
    rows: Iterator[Row | BadRow], policy: Policy, name: str, number: int | None, wanted: str | None
) -> Row | BadRow:
    if wanted is not None:
        return _by_id(rows, policy, name, wanted)
    found = list(islice(rows, (number or 1) - 1, number or 2))
    if not found:
        raise CommandError(
            f"`{name}` has no record {number}" if number else f"there are no records in `{name}`"
        )
    if len(found) > 1:
        raise CommandError(f"`{name}` holds several records; pick one with --record N or --id ID")
    return found[0]


def _by_id(rows: Iterator[Row | BadRow], policy: Policy, name: str, wanted: str) -> Row:
    edition = policy.checked.edition
    key = next((fact.key for fact in edition.facts if fact.name == edition.subject.id), None)
    if key is None:
        raise CommandError("the policy does not say which fact names its subject; pick with --record N")
    for row in rows:
        if not isinstance(row, BadRow) and isinstance(row.record, Mapping):
            value = row.record.get(key)
            if value is not None and str(value) == wanted:
                return row
    raise CommandError(f"no record in `{name}` has `{wanted}` as its `{key}`")
