"""`policyrules test --mutate`: which small mistakes in policies no case of their suites notices."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from policyrules.cli.output import echo, tell, writer
from policyrules.cli.progress import counting
from policyrules.testing.mutating import mutate
from policyrules.testing.survivors import review
from policyrules.text.diagnostic import Diagnostics

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policyrules.testing.mutants import Mutant
    from policyrules.testing.running import SuiteResult
    from policyrules.testing.survivors import Reviewed


def tell_mutants(results: Sequence[SuiteResult], form: str, jobs: int) -> None:
    """Try suites by mutants and tell what survives, as `text` or `json`.

    The exit code is 1 where a mutant survives that is not listed, or a list is wrong.
    """
    diagnostics = Diagnostics()
    with counting("mutants") as watch:
        mutations = mutate(results, jobs=jobs, watch=watch)
    reviewed = review(mutations, diagnostics)
    if form == "json":
        with writer(None) as write:
            write(json.dumps([_data(one) for one in reviewed], ensure_ascii=False, indent=2))
    else:
        echo("\n\n".join("\n".join(_lines(one)) for one in reviewed))
    for finding in diagnostics.sorted():
        tell(finding.render())
    if diagnostics.errors or any(one.survivors for one in reviewed):
        raise click.exceptions.Exit(1)


def _lines(one: Reviewed) -> Iterator[str]:
    """The counts of an edition, and every mutant that survived."""
    target, counts = one.mutation.target, _counts(one)
    told = ", ".join(f"{number} {word}" for word, number in counts.items() if number)
    tried = counts["killed"] + counts["listed"] + counts["survived"]
    yield f"{target.policy} {target.edition}: {tried} {'mutant' if tried == 1 else 'mutants'}: {told or 'none'}"
    for mutant in one.survivors:
        yield f"  {mutant.span.source.name}:{mutant.span.line}: {mutant.place}"
        yield f"    {mutant.span.source.line(mutant.span.line).strip()}"
        yield f"    {mutant.change}"


def _counts(one: Reviewed) -> dict[str, int]:
    """How many mutants fared how; those that are no other policy, or none at all, are invalid."""
    return {
        "killed": one.mutation.count("killed"),
        "survived": len(one.survivors),
        "listed": len(one.listed),
        "invalid": one.mutation.count("invalid"),
    }


def _data(one: Reviewed) -> dict[str, Any]:
    target = one.mutation.target
    return {
        "policy": target.policy,
        "edition": target.edition,
        "file": target.file,
        **_counts(one),
        "survivors": [_mutant(mutant) for mutant in one.survivors],
        "equivalent": [{**_mutant(mutant), "because": because} for mutant, because in one.listed],
    }


def _mutant(mutant: Mutant) -> dict[str, Any]:
    return {
        "operator": mutant.operator,
        "file": mutant.span.source.name,
        "line": mutant.span.line,
        "column": mutant.span.column,
        "place": mutant.place,
        "change": mutant.change,
        "before": mutant.before,
        "after": mutant.after,
    }
