"""The rules of the house that no other tool checks."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import FunctionType

import pytest

import policyrules

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "policyrules"
#: From the ground up; those of one floor do not import each other.
FLOORS = [
    {"version", "grammar_files"},
    {"values", "text"},
    {"errors"},
    {"language"},
    {"policy"},
    {"inference"},
    {"evaluation"},
    {"checking"},
    {"rendering"},
    {"explanation"},
    {"engine"},
    {"batch", "comparison", "testing"},
    {"face"},
    {"__init__"},
    {"cli"},
    {"__main__"},
]
#: Files that are read as a whole, whatever their length.
LONGEST = 450
TEXTS = {".py", ".md", ".toml", ".yaml", ".yml", ".json", ".lark", ".ndjson", ".csv", ".txt", ".cfg", ""}


def python_files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def imported(tree: ast.AST) -> list[str]:
    """Every module that is imported anywhere in a file, functions and TYPE_CHECKING included."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            found += [
                f"{node.module}.{one.name}" if node.module == "policyrules" else str(node.module)
                for one in node.names
            ]
    return [name for name in found if name.partition(".")[0] == "policyrules"]


def unit_of(module: str) -> str:
    """The package or top-level module of a dotted name."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def height(unit: str) -> int:
    return next(number for number, floor in enumerate(FLOORS) if unit in floor)


def files_of_the_project() -> list[Path]:
    """Everything that is not generated, installed or ignored."""
    left_out = {".git", ".venv", "dist", "build", "_build", "__pycache__", "node_modules", "htmlcov"}
    return sorted(
        file
        for file in ROOT.rglob("*")
        if file.is_file()
        and file.suffix in TEXTS
        and not left_out & set(file.relative_to(ROOT).parts)
        and not any(
            part.startswith(".") and part not in {".ci", ".gitignore"}
            for part in file.relative_to(ROOT).parts
        )
    )


def test_every_package_has_its_floor() -> None:
    units = {file.relative_to(SOURCE).with_suffix("").parts[0] for file in python_files(SOURCE)}
    assert units == set().union(*FLOORS)


@pytest.mark.parametrize("file", python_files(SOURCE), ids=lambda file: str(file.relative_to(SOURCE)))
def test_a_floor_imports_only_floors_below_it(file: Path) -> None:
    own = file.relative_to(SOURCE).with_suffix("").parts[0]
    wrong = [
        module
        for module in imported(ast.parse(file.read_text(encoding="utf-8")))
        if unit_of(module) != own and height(unit_of(module)) >= height(own)
    ]
    assert wrong == []


@pytest.mark.parametrize("file", python_files(SOURCE), ids=lambda file: str(file.relative_to(SOURCE)))
def test_every_file_says_what_it_is_for(file: Path) -> None:
    assert ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize("module", ["jsonschema", "lark", "click", "rich"])
def test_importing_the_library_does_not_load(module: str) -> None:
    program = f"import policyrules, sys; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_only_the_four_run_time_packages_are_needed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.match(r"[A-Za-z-]+", one)[0] for one in project["dependencies"]}
    assert names == {"PyYAML", "jsonschema", "lark", "attrs"}


def test_the_library_runs_without_the_packages_of_the_command_line() -> None:
    program = (
        "import sys; sys.modules['click'] = sys.modules['rich'] = None; import policyrules; "
        "assert policyrules.evaluate_expression('1 + 1') == 2"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_the_face_is_the_list_of_its_names() -> None:
    assert sorted(policyrules.__all__) == list(policyrules.__all__)
    assert dir(policyrules) == sorted(policyrules.__all__)
    assert all(hasattr(policyrules, name) for name in policyrules.__all__)


@pytest.mark.parametrize("name", [name for name in policyrules.__all__ if not name.startswith("__")])
def test_every_public_name_says_what_it_is(name: str) -> None:
    public = getattr(policyrules, name)
    assert public.__doc__
    methods = vars(public).items() if isinstance(public, type) else ()
    for key, member in methods:
        if not key.startswith("_") and isinstance(member, FunctionType | property):
            assert member.__doc__, f"{name}.{key} has no docstring"


def test_the_types_are_shipped() -> None:
    assert (SOURCE / "py.typed").is_file()


@pytest.mark.parametrize("folder", ["src", "tests", "docs", "policies"])
def test_no_file_is_too_long_to_read_in_one_sitting(folder: str) -> None:
    lengths = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines())
        for file in python_files(ROOT / folder)
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_nothing_speaks_of_the_machine_it_was_made_on() -> None:
    # Put together here, so that this file does not find itself.
    words = ["/" + "work/", "/" + "root/", "../" + "shared", "LANGUAGE" + ".md", "DESIGN" + ".md"]
    for file in files_of_the_project():
        text = file.read_text(encoding="utf-8", errors="replace")
        assert [word for word in words if word in text] == [], file.relative_to(ROOT)


def test_nothing_names_a_package_index() -> None:
    for name in ["Makefile", "pyproject.toml", ".ci/run"]:
        text = (ROOT / name).read_text(encoding="utf-8")
        assert re.search(r"index-url|find-links|pypi\.|simple/", text) is None, name
