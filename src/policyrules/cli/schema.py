"""`policyrules schema`: the JSON Schemas of the formats."""

from __future__ import annotations

import click

from policyrules.cli.inputs import example
from policyrules.cli.output import CommandError, writer
from policyrules.grammar_files import grammar_text, schema_names


@click.command(epilog=example("policyrules schema decision > decision.schema.json"))
@click.argument("name", default="policy", metavar="[NAME]")
def schema(name: str) -> None:
    """Print a JSON Schema.

    NAME is what it describes: policy (a policy file), suite (a test suite), pack, clauses, decision and others.
    """
    names = schema_names()
    if name not in names:
        raise CommandError(f"there is no schema `{name}`; there are {', '.join(names)}")
    with writer(None) as write:
        write(grammar_text(f"{name}.schema.json").rstrip("\n"))
