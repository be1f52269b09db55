"""The tables of the reference pages, against what the code has."""

from __future__ import annotations

import ast
import json
import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import policyrules
from policyrules.explanation.wording import WORDS
from policyrules.grammar_files import grammar_text
from policyrules.language.names import KEYWORDS
from policyrules.language.signatures import SIGNATURES

ROOT = Path(__file__).parents[2]
SOURCES = Path(policyrules.__file__).parent


def section(page: str, heading: str) -> str:
    """The text under a heading, up to the next one."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    found = re.search(rf"^##+ {re.escape(heading)}\n(.*?)(?=^##|\Z)", text, re.DOTALL | re.MULTILINE)
    assert found is not None, heading
    return found[1]


def rows(page: str, heading: str) -> list[list[str]]:
    """The cells of the first table under a heading, without its head."""
    lines = [line for line in section(page, heading).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def listed_codes(heading: str) -> list[str]:
    return [cells[0].strip("` ") for cells in rows("diagnostics.md", heading)]


def golden():
    spec = spec_from_file_location(
        "golden_diagnostics", ROOT / "tests" / "diagnostics" / "test_diagnostics.py"
    )
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def codes_of_policies() -> set[str]:
    """The codes written out in the sources, and those that golden files show."""
    module = golden()
    shown = re.compile(r"^(?:error|warning)\[([a-z0-9-]+)\]", re.MULTILINE)
    texts = [path.with_suffix(".txt").read_text(encoding="utf-8") for path in module.BAD]
    return (
        module.codes_in_sources()
        | module.ELSEWHERE
        | {code for text in texts for code in shown.findall(text)}
    )


def written_out(names: set[str], argument: int, *folders: str) -> set[str]:
    """The texts that calls of these names give as one of their arguments."""
    found: set[str] = set()
    for file in (file for folder in folders for file in (SOURCES / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and len(node.args) > argument:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                code = node.args[argument]
                if name in names and isinstance(code, ast.Constant) and isinstance(code.value, str):
                    found.add(code.value)
    return {code for code in found if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)}


def test_every_diagnostic_code_has_an_entry_and_every_entry_a_code():
    assert set(listed_codes("Policies")) == codes_of_policies()


def test_the_entries_are_alphabetical_and_stand_once():
    for heading in ("Policies", "Suites", "Records", "Problems"):
        codes = listed_codes(heading)
        assert codes == sorted(set(codes)), heading


def test_every_entry_says_what_it_means_and_what_to_do():
    for cells in [*rows("diagnostics.md", "Policies"), *rows("diagnostics.md", "Suites")]:
        assert len(cells) == 3
        assert all(cell.endswith(".") for cell in cells[1:]), cells[0]


def test_every_code_of_a_suite_has_an_entry():
    assert set(listed_codes("Suites")) == written_out({"error"}, 0, "testing")


def test_every_fault_of_a_record_has_an_entry():
    faults = written_out({"fault", "Fault", "bad_row"}, 1, "evaluation", "batch", "engine")
    assert set(listed_codes("Records")) == faults


def test_every_problem_has_an_entry():
    problems = written_out({"Impossible", "Problem"}, 0, "values", "evaluation")
    problems |= written_out({"_problem"}, 1, "evaluation")
    assert set(listed_codes("Problems")) == problems


def test_the_table_of_functions_tells_every_signature():
    told = {cells[0].strip("`"): cells[1] for cells in rows("language.md", "Functions")}
    assert told == {one.usage(name): one.gives for name, one in SIGNATURES.items()}


def test_the_keywords_are_all_listed():
    found = re.search(r"^Keywords are `([^`]+)`", section("language.md", "Expressions"), re.MULTILINE)
    assert found is not None
    assert set(found[1].split()) == KEYWORDS


def test_every_key_of_a_policy_file_stands_in_the_table_of_an_edition():

    keys = set(json.loads(grammar_text("policy.schema.json"))["properties"])
    told = {key for cells in rows("language.md", "One edition") for key in re.findall(r"`(\w+)`", cells[0])}
    assert keys <= told


def test_links_between_the_pages_lead_somewhere():
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


FACTS = """
policy: sample
edition: 1
facts:
  points: {type: number, min: 0}
  district: {choice: [urban, rural]}
  visits_due: {type: number, min: 1}
  visits_done: {type: number, min: 0}
  members: {type: number, min: 0}
  late_reports: {type: number, min: 0}
  audited: flag
"""


def test_the_yaml_fragments_of_the_language_page_are_accepted():
    text = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
    fragments = re.findall(r"^```yaml\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert len(fragments) == 3
    for fragment in fragments:
        try:
            policyrules.loads(FACTS + fragment)
        except policyrules.PolicyError as error:
            assert {one.code for one in error.diagnostics} == {"unused"}, str(error)  # noqa: PT017 - a fragment uses nothing


def test_the_glossary_gives_the_words_that_explanations_use():
    used = " ".join(WORDS["zh"].values())
    lines = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    words = [line.strip("|").split(" | ")[-1].strip() for line in lines if line.startswith("| ")]
    given = [word for cell in words if cell and "说明用语" not in cell for word in cell.split("、")]
    assert len(given) > 20
    assert [word for word in given if word not in used] == []
