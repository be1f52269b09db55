"""`policyrules revise`: the next amendment of a policy, ready to be filled in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policyrules.cli.inputs import as_day, example
from policyrules.cli.output import CommandError, echo
from policyrules.engine.folders import policy_files
from policyrules.engine.loading import load
from policyrules.policy.revision import next_start, revision_text
from policyrules.policy.shape import FILE_NAME
from policyrules.values.calendar import date_text

if TYPE_CHECKING:
    from policyrules.policy.model import Edition


@click.command(epilog=example("policyrules revise policies/grants/community-grant 2027 --from 2027-01-01"))
@click.argument("policy")
@click.argument("edition")
@click.option(
    "--from",
    "starts",
    callback=as_day,
    metavar="DATE",
    help="The first day of the new edition; where left out, the day after the present one ends, or a year after it began.",
)
def revise(policy: str, edition: str, starts: date | None) -> None:
    """Write the next amendment of a policy, in which nothing is changed yet.

    POLICY is the file of the edition that is amended, or a folder with the editions of one policy, of
    which the latest is. EDITION is the name of the new one, and of its file beside the others. It lists
    every parameter and table with its present value, so that revising is moving lines.
    """
    if not FILE_NAME.fullmatch(edition):
        raise CommandError(
            f"`{edition}` cannot be the name of an edition: use letters, digits, `-`, `_` and `.`, "
            "beginning with a letter or a digit"
        )
    path, base = _latest(Path(policy)) if Path(policy).is_dir() else (Path(policy), _edition(Path(policy)))
    if path.stem != base.edition:
        raise CommandError(
            f"`{path}` holds the edition `{base.edition}`, and an amendment would look for it in "
            f"`{path.with_stem(base.edition)}`; rename the file first"
        )
    target = path.with_name(f"{edition}.yaml")
    if (
        there := next((one for one in (target, path.with_name(f"{edition}.yml")) if one.exists()), None)
    ) is not None:
        raise CommandError(f"`{there}` is there already, and is left as it is; choose another name")
    begins = _start(base, edition, starts)
    text = revision_text(base, edition, begins)
    with target.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    echo(f"wrote {target}, a draft that amends {base.edition} from {date_text(begins)}")


def _edition(path: Path) -> Edition:
    return load(path).checked.edition


def _latest(folder: Path) -> tuple[Path, Edition]:
    """The edition of a folder that begins last, with its file."""
    found = [(path, _edition(path)) for path in policy_files(folder)]
    if not found:
        raise CommandError(f"there are no policy files in `{folder}`")
    policies = sorted({edition.policy for _, edition in found})
    if len(policies) > 1:
        raise CommandError(
            f"`{folder}` holds editions of several policies ({', '.join(policies)}); name the folder of one"
        )
    return max(found, key=lambda one: (one[1].starts or date.min, one[1].edition))


def _start(base: Edition, name: str, starts: date | None) -> date:
    begins = starts or next_start(base)
    if begins is None:
        raise CommandError(
            f"the edition `{base.edition}` does not say when it begins or ends; say with --from when `{name}` begins"
        )
    if base.starts is not None and begins <= base.starts:
        raise CommandError(
            f"`{name}` must begin after `{base.edition}`, which it amends and which begins on {date_text(base.starts)}"
        )
    return begins
