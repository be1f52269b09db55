"""The group of all commands, and what becomes of errors: one line or a drawing, never a traceback."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import click

from policyrules.batch.rows import UnreadableInputError
from policyrules.cli.check import check
from policyrules.cli.diff import diff
from policyrules.cli.docs import docs
from policyrules.cli.evaluate import evaluate
from policyrules.cli.explain import explain
from policyrules.cli.expression import expression
from policyrules.cli.format import format_files
from policyrules.cli.impact import impact
from policyrules.cli.inputs import example
from policyrules.cli.output import finish_streams, tell
from policyrules.cli.rank import rank
from policyrules.cli.revise import revise
from policyrules.cli.schema import schema
from policyrules.cli.seal import seal
from policyrules.cli.show import show
from policyrules.cli.test import test
from policyrules.errors import LimitExceeded, NoEditionInForce, PolicyError, RecordError
from policyrules.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Wrong use or unreadable input.
_UNREADABLE = 2
_INTERRUPTED = 130


class _Commands(click.Group):
    """Runs a command and turns whatever it raises into words and an exit code."""

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        # Here `--help` and `--version` print.
        with _errors_in_words():
            return super().make_context(*arguments, **options)

    def invoke(self, ctx: click.Context) -> Any:
        with _errors_in_words():
            return super().invoke(ctx)


@contextmanager
def _errors_in_words() -> Iterator[None]:
    try:
        yield
    except (click.ClickException, click.Abort, click.exceptions.Exit):
        raise
    except BaseException as error:  # noqa: BLE001 - the one place where every error becomes words
        _end(error)


def _end(error: BaseException) -> NoReturn:
    match error:
        case BrokenPipeError():
            # Whoever reads has enough, as in `| head`.
            raise click.exceptions.Exit(0)
        case KeyboardInterrupt():
            raise click.exceptions.Exit(_INTERRUPTED)
        case SystemExit() | GeneratorExit():
            raise error
        case PolicyError():
            tell(str(error))
        case RecordError():
            tell("\n".join(f"error: {fault}" for fault in error.faults))
        case NoEditionInForce():
            tell(f"error: {str(error).partition('; ')[0]}; add --any-date to decide all the same")
        case LimitExceeded() | UnreadableInputError():
            tell(f"error: {error}")
        case OSError():
            tell(f"error: {_system_error(error)}")
        case _:
            tell(
                f"error: policyrules itself failed ({type(error).__name__}: {error}); please report it, "
                "with the command and the files that lead to it"
            )
    raise click.exceptions.Exit(_UNREADABLE)


def _system_error(error: OSError) -> str:
    what = (error.strerror or str(error)).lower()
    return f"`{error.filename}`: {what}" if error.filename is not None else what


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=example("policyrules evaluate grant.yaml records.ndjson --as-of 2026-05-31")
    + "\n\nExit codes: 0 fine, 1 findings, 2 wrong use or unreadable input.",
)
@click.version_option(__version__, prog_name="policyrules", message="%(prog)s %(version)s")
def app() -> None:
    """Check policies written in YAML, decide records by them, and see why."""


for command in (
    check,
    diff,
    docs,
    evaluate,
    explain,
    expression,
    format_files,
    impact,
    rank,
    revise,
    schema,
    seal,
    show,
    test,
):
    app.add_command(command)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    try:
        app.main(arguments, prog_name="policyrules")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(bool(end.code))
    except OSError:
        # Standard error takes nothing, not even what is wrong with the arguments.
        return _UNREADABLE
    finally:
        finish_streams()
