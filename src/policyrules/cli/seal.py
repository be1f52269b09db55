"""`policyrules seal`: record what published editions mean, so that nobody changes them unnoticed."""

from __future__ import annotations

import click

from policyrules.cli.findings import counted
from policyrules.cli.inputs import example
from policyrules.cli.output import CommandError, echo, writer
from policyrules.engine.sealing import plan_seals


@click.command(epilog=example("policyrules seal policies/"))
@click.argument("path")
def seal(path: str) -> None:
    """Record what published editions mean, in `editions.lock`.

    PATH is a policy file, or a folder of them. Drafts are not sealed. Once it is sealed, an edition
    must not change its meaning any more: amend it in an edition of its own.
    """
    plan = plan_seals(path)
    if not plan.published and not plan.drafts:
        raise CommandError(f"there are no policy files in `{path}`")
    for new in plan.lists:
        with writer(str(new.path)) as write:
            write(new.text)
        for one in new.added:
            echo(f"sealed `{one.policy}` `{one.edition}` in {new.name}")
    if not plan.lists:
        echo(f"nothing new to seal: {_all(plan.published)} sealed")
    if plan.drafts:
        echo(f"not sealed: {counted(plan.drafts, 'draft', 'drafts')}")


def _all(published: int) -> str:
    return (
        f"{counted(published, 'published edition', 'published editions')} {'is' if published == 1 else 'are'}"
    )
