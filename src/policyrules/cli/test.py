"""`policyrules test`: run the test suites of policies."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import evolve

from policyrules.cli.inputs import example, reveal_option
from policyrules.cli.mutants import tell_mutants
from policyrules.cli.output import CommandError, echo, tell, writer
from policyrules.cli.suite_formats import as_github, as_json, as_junit, as_text
from policyrules.testing.files import suite_files
from policyrules.testing.running import run_file
from policyrules.testing.updating import update_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policyrules.testing.running import SuiteResult
    from policyrules.testing.updating import Update

_BOM = b"\xef\xbb\xbf"
#: How long `--watch` waits between two looks, in seconds.
_PAUSE = 0.5


@click.command(epilog=example('policyrules test policies/ -k "three years"'))
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "-k", "select", default="", metavar="TEXT", help="Only cases in whose `policy: case` this stands."
)
@click.option(
    "--edition",
    default="",
    metavar="NAME",
    help="Decide by this edition, on any date, where a case names none.",
)
@click.option("--fail-fast", is_flag=True, help="Stop at the first case that does not pass.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "junit", "github"]),
    default="text",
    show_default=True,
)
@reveal_option
@click.option(
    "--watch", is_flag=True, help="Run again whenever a suite or policy changes, until interrupted."
)
@click.option(
    "--update", is_flag=True, help="Write what was decided into the suites, instead of what was expected."
)
@click.option(
    "--mutate", is_flag=True, help="Put small mistakes into the policies, and tell which no case notices."
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=lambda: os.cpu_count() or 1,
    metavar="N",
    help="How many processes try mistakes; by default one for each processor.",
)
def test(
    *,
    paths: tuple[str, ...],
    select: str,
    edition: str,
    fail_fast: bool,
    form: str,
    reveal: bool,
    watch: bool,
    update: bool,
    mutate: bool,
    jobs: int,
) -> None:
    """Run test suites of policies.

    A PATH is a suite, or a folder in which every `*.test.yaml` is one. With nothing to run the exit code is 2.
    """
    if update:
        _refuse_update(watch=watch, edition=edition, fail_fast=fail_fast)
    if mutate:
        _refuse_mutate(form, select or edition or fail_fast or watch or update)
    if watch:
        if form != "text":
            raise CommandError("--watch goes with the format text")
        _watch(paths, select=select, edition=edition, fail_fast=fail_fast, reveal=reveal)
        return
    results = _run(paths, select=select, edition=edition, fail_fast=fail_fast)
    if not any(one.cases or one.diagnostics for one in results):
        matching = f" that match `{select}`" if select else ""
        raise CommandError(f"there are no cases in {', '.join(f'`{path}`' for path in paths)}{matching}")
    if update:
        results = _updated(results, reveal=reveal)
    if mutate and all(one.passed for one in results):
        tell_mutants(results, form, jobs)
        return
    _show(results, form, reveal=reveal)
    if mutate:
        tell("error: all cases must pass before mutants are tried")
    if any(one.diagnostics for one in results):
        raise click.exceptions.Exit(2)
    if not all(one.passed for one in results):
        raise click.exceptions.Exit(1)


def _refuse_update(*, watch: bool, edition: str, fail_fast: bool) -> None:
    if os.environ.get("CI"):
        raise CommandError(
            "--update changes what is expected, which is not for continuous integration (CI is set)"
        )
    if watch or edition or fail_fast:
        raise CommandError("--update goes with none of --watch, --edition and --fail-fast")


def _refuse_mutate(form: str, other: object) -> None:
    if other:
        raise CommandError("--mutate goes with none of -k, --edition, --fail-fast, --watch and --update")
    if form not in {"text", "json"}:
        raise CommandError("--mutate goes with the formats text and json")


def _run(paths: tuple[str, ...], *, select: str, edition: str, fail_fast: bool) -> list[SuiteResult]:
    results: list[SuiteResult] = []
    for file in dict.fromkeys(file for path in paths for file in _files(path)):
        results.append(run_file(file, select=select, edition=edition, fail_fast=fail_fast))
        if fail_fast and not results[-1].passed:
            break
    return results


def _files(path: str) -> list[Path]:
    files = suite_files(Path(path))
    if not files:
        raise CommandError(f"there are no test suites in `{path}`: none of its files is called *.test.yaml")
    return files


def _show(results: list[SuiteResult], form: str, *, reveal: bool) -> None:
    match form:
        case "text":
            echo(as_text(results, reveal=reveal))
        case "github":
            found = as_github(results, reveal=reveal)
            if found:
                echo(found)
        case _:
            with writer(None) as write:
                write((as_json if form == "json" else as_junit)(results, reveal=reveal))


def _updated(results: list[SuiteResult], *, reveal: bool) -> list[SuiteResult]:
    """The results after every suite was written anew, saying what was and what was not."""
    found = []
    for result in results:
        update = update_of(result, reveal=reveal)
        for line in _changes(result, update, reveal=reveal):
            tell(line)
        if update.edits:
            _write(result, update)
            again = run_file(Path(result.file))
            names = {case.name for case in result.cases}
            result = evolve(again, cases=tuple(one for one in again.cases if one.name in names))  # noqa: PLW2901 - the same suite, after the change
        found.append(result)
    return found


def _changes(result: SuiteResult, update: Update, *, reveal: bool) -> Iterator[str]:
    for edit in update.edits:
        one = edit.mismatch
        old = one.expected(reveal=reveal)
        yield f"{result.file}:{one.line}: {one.name}: {old} -> {one.actual(reveal=reveal)}"
    for refusal in update.refusals:
        one = refusal.mismatch
        yield f"{result.file}:{one.line}: {one.name} is not updated: {refusal.reason}"


def _write(result: SuiteResult, update: Update) -> None:
    """Write a suite, unless it has changed since it was read."""
    path = Path(result.file)
    before = path.read_bytes()
    mark = _BOM if before.startswith(_BOM) else b""
    assert result.suite is not None  # noqa: S101 - it has edits
    if before != mark + result.suite.source.text.encode("utf-8"):
        raise CommandError(f"`{path}` has changed since it was read; run again")
    draft = path.with_name(f".{path.name}.part")
    draft.write_bytes(mark + update.text.encode("utf-8"))
    draft.replace(path)


def _watch(paths: tuple[str, ...], *, select: str, edition: str, fail_fast: bool, reveal: bool) -> None:
    while True:
        before = _seen(paths)
        _show(_run(paths, select=select, edition=edition, fail_fast=fail_fast), "text", reveal=reveal)
        tell("waiting for changes (end with Ctrl-C)")
        while _seen(paths) == before:
            time.sleep(_PAUSE)


def _seen(paths: tuple[str, ...]) -> dict[Path, int]:
    """When each suite, and each file of the folders in which policies are looked for, was changed last."""
    folders = {
        one for path in paths for file in suite_files(Path(path)) for one in (file.parent, file.parent.parent)
    }
    files = [file for folder in folders for file in folder.glob("*.y*ml")]
    return {file: file.stat().st_mtime_ns for file in files if file.is_file()}
