"""Runs the examples in README.md and docs/ (how to write them: CONTRIBUTING.md, tests)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sybil import Document, Example, Region, Sybil
from sybil.parsers.markdown.lexers import FencedCodeBlockLexer
from sybil.parsers.myst import PythonCodeBlockParser, SkipParser

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The suites of the policies are run as well.
pytest_plugins = ["policyrules.testing.pytest_plugin"]

ROOT = Path(__file__).parent
_TITLED = FencedCodeBlockLexer(r'\w+ title="[^"\n]*"')
_CONSOLE = FencedCodeBlockLexer("console")


def titled_blocks(document: Document) -> Iterator[Region]:
    """Blocks with a title, each of which becomes the file of that name."""
    for block in _TITLED(document):
        name = block.lexemes["language"].split('"')[1]
        yield Region(block.start, block.end, (name, block.lexemes["source"]), write_file)


def write_file(example: Example) -> None:
    """Write a block to its file, in the folder of the page."""
    name, text = example.parsed
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def console_blocks(document: Document) -> Iterator[Region]:
    """Blocks of commands after `$`, each with what it prints; `...` stands for anything."""
    for block in _CONSOLE(document):
        yield Region(block.start, block.end, block.lexemes["source"], run_commands)


def run_commands(example: Example) -> str | None:
    """Run the commands of a block in the folder of the page; what they should have printed, where it differs."""
    differences = []
    for part in re.split(r"^\$ ", example.parsed, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        got = output_of(command)
        if not OutputChecker().check_output(expected, got, ELLIPSIS):
            differences.append(f"$ {command}\nexpected:\n{expected}\ngot:\n{got}")
    return "\n".join(differences) or None


def output_of(command: str) -> str:
    """What a command prints, errors included."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    run = subprocess.run(  # noqa: S602 - the pages are our own, and show pipes
        command,
        shell=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        env={**os.environ, "PATH": path, "PYTHONUTF8": "1", "COLUMNS": "100"},
        timeout=60,
        check=False,
    )
    return run.stdout


def enter_folder(namespace: dict[str, Any]) -> None:
    """Give a page a folder of its own, with a copy of the policies."""
    folder = tempfile.mkdtemp(prefix="policyrules-docs-")
    shutil.copytree(ROOT / "policies", Path(folder) / "policies")
    namespace["__folders"] = (Path.cwd(), folder)
    os.chdir(folder)


def leave_folder(namespace: dict[str, Any]) -> None:
    """Remove the folder of a page."""
    before, folder = namespace["__folders"]
    os.chdir(before)
    shutil.rmtree(folder)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Let examples leave files open: Sybil cannot report a failure that arises outside the example."""
    if item.path.suffix == ".md":
        item.add_marker(pytest.mark.filterwarnings("default::pytest.PytestUnraisableExceptionWarning"))


pytest_collect_file = Sybil(
    parsers=[
        PythonCodeBlockParser(doctest_optionflags=ELLIPSIS),
        titled_blocks,
        console_blocks,
        SkipParser(),
    ],
    patterns=["*.md"],
    excludes=["policies/**", "docs/_build/**", ".*/**"],
    setup=enter_folder,
    teardown=leave_folder,
).pytest()
