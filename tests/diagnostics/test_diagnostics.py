"""Every diagnostic, drawn: a policy or a pack in `bad/` beside the text that checking it must give.

After a deliberate change of wording: `pytest tests/diagnostics --golden`, then read the difference.
"""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest

import policyrules

HERE = Path(__file__).parent
SOURCES = Path(policyrules.__file__).parent
#: Files, and folders for what needs several files.
BAD = sorted(path for path in (HERE / "bad").iterdir() if path.suffix != ".txt")
GOOD = sorted((HERE / "good").iterdir())
#: Found only in files that would be large or unreadable here (tests/text has them), or are no policies.
ELSEWHERE = {
    "not-utf8",
    "file-too-large",
    "expression-too-long",
    "unreadable-character",
    "too-many",
    "not-a-policy",
}
FLOORS = ("text", "language", "policy", "inference", "checking", "engine")


def drawn(path: Path) -> str:
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        return "\n\n".join(diagnostic.render() for diagnostic in policyrules.check(path.name)) + "\n"
    finally:
        os.chdir(here)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_policy_is_told_as_in_its_golden_file(path, request):
    golden = path.with_suffix(".txt")
    if request.config.getoption("--golden"):
        golden.write_text(drawn(path), encoding="utf-8")
    assert drawn(path) == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_the_diagnostic_that_names_the_file_is_among_those_found(path):
    codes = [diagnostic.code for diagnostic in policyrules.check(path)]
    if path.stem != "several":
        assert any(path.stem == code or path.stem.startswith(f"{code}-") for code in codes)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_policy_is_passed_without_a_word(path):
    assert policyrules.check(path) == []


def codes_in_sources() -> set[str]:
    """The first argument of every call that makes a diagnostic, as far as it is written out."""
    found: set[str] = set()
    for floor in FLOORS:
        for file in (SOURCES / floor).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call) or not node.args:
                    continue
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in {"error", "warning", "Diagnostic", "Fault"}:
                    found |= {one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)}
    return {code for code in found if isinstance(code, str) and code}


def test_every_code_in_the_sources_has_a_golden_file():
    shown = {diagnostic.code for path in BAD for diagnostic in policyrules.check(path)}
    assert codes_in_sources() - shown - ELSEWHERE == set()


def test_past_five_hundred_findings_only_that_there_are_more_is_told(tmp_path):
    path = tmp_path / "many.yaml"
    path.write_text("policy: a\nedition: 1\nfacts:\n" + "".join(f"  a{n}: numbr\n" for n in range(600)))
    found = policyrules.check(path)
    assert [one.code for one in found] == ["unknown-type"] * 500 + ["too-many"]


def test_what_a_message_quotes_is_cut_to_one_line(tmp_path):
    path = tmp_path / "long.yaml"
    path.write_text("policy: |\n" + "  aaaa aaaa\n" * 1000 + "edition: 1\n")
    [found] = [one for one in policyrules.check(path) if one.code == "bad-id"]
    assert len(found.message) <= 500
    assert "\n" not in found.message
