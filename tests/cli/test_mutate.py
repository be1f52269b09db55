"""`policyrules test --mutate`."""

import json

import pytest

POLICY = """\
policy: grant
edition: 2026
in_force: {from: 2026-01-01}
facts: {members: number}
parameters:
  least: {value: 5, source: {clause: 2}}
bars:
  grant: {modality: must not, source: {clause: 1}, grounds: {small: {when: members < least, source: {clause: 2}}}}
"""
LAX = """\
suite: grant
as_of: 2026-05-01
cases:
  - {name: three are too few, with: {members: 3}, expect: {bars: {grant: barred}}}
  - {name: five are enough, with: {members: 5}, expect: {bars: {grant: clear}}}
"""
STRICT = LAX.replace("three", "four").replace("3}", "4}")
SURVIVORS = """\
grant 2026: 5 mutants: 4 killed, 1 survived
  grant/2026.yaml:6: parameters.least
    least: {value: 5, source: {clause: 2}}
    5 -> 4
"""
LISTED = "- {place: parameters.least, change: 5 -> 4, because: nobody has four members}\n"


@pytest.fixture
def folder(tmp_path):
    """The folder of a policy with a suite that lets one mutant survive."""
    folder = tmp_path / "grant"
    folder.mkdir()
    (folder / "2026.yaml").write_text(POLICY, encoding="utf-8")
    (folder / "a.test.yaml").write_text(LAX, encoding="utf-8")
    return folder


@pytest.mark.usefixtures("folder")
def test_a_survivor_is_shown_with_its_line_and_what_it_was_changed_to(run):
    found = run("test", "grant", "--mutate")
    assert (found.code, found.out) == (1, SURVIVORS)


def test_where_nothing_survives_one_line_says_so(run, folder):
    (folder / "a.test.yaml").write_text(STRICT, encoding="utf-8")
    found = run("test", "grant", "--mutate")
    assert (found.code, found.out) == (0, "grant 2026: 5 mutants: 5 killed\n")


@pytest.mark.usefixtures("folder")
def test_json_is_for_tools(run):
    found = run("test", "grant", "--mutate", "--format", "json")
    assert found.code == 1
    [data] = json.loads(found.out)
    [survivor] = data.pop("survivors")
    assert data == {
        "policy": "grant",
        "edition": "2026",
        "file": "grant/2026.yaml",
        "killed": 4,
        "survived": 1,
        "listed": 0,
        "invalid": 0,
        "equivalent": [],
    }
    assert survivor == {
        "operator": "number",
        "file": "grant/2026.yaml",
        "line": 6,
        "column": 18,
        "place": "parameters.least",
        "change": "5 -> 4",
        "before": "5",
        "after": "4",
    }


def test_a_listed_survivor_is_no_finding(run, folder):
    (folder / "mutants.yaml").write_text(LISTED, encoding="utf-8")
    found = run("test", "grant", "--mutate")
    assert (found.code, found.out) == (0, "grant 2026: 5 mutants: 4 killed, 1 listed\n")
    assert run("check", "grant").code == 0


def test_a_list_that_names_no_survivor_is_a_finding(run, folder):
    (folder / "a.test.yaml").write_text(STRICT, encoding="utf-8")
    (folder / "mutants.yaml").write_text(LISTED, encoding="utf-8")
    found = run("test", "grant", "--mutate")
    assert found.code == 1
    assert "error[unused]: a case notices this mutant\n  grant/mutants.yaml:1:3" in found.err


def test_a_list_that_cannot_be_read_is_a_finding(run, folder):
    (folder / "mutants.yaml").write_bytes(b"\xff")
    found = run("test", "grant", "--mutate")
    assert found.code == 1
    assert "grant/mutants.yaml" in found.err


def test_cases_that_fail_come_before_mutants(run, folder):
    (folder / "a.test.yaml").write_text(LAX.replace("barred", "clear"), encoding="utf-8")
    found = run("test", "grant", "--mutate")
    assert found.code == 1
    assert "1 suite, 2 cases: 1 passed, 1 failed" in found.out
    assert found.err == "error: all cases must pass before mutants are tried\n"


@pytest.mark.parametrize(
    "other", [["-k", "few"], ["--edition", "2026"], ["--fail-fast"], ["--watch"], ["--update"]]
)
@pytest.mark.usefixtures("folder")
def test_mutate_tries_whole_suites_as_they_are(run, monkeypatch, other):
    monkeypatch.delenv("CI", raising=False)
    found = run("test", "grant", "--mutate", *other)
    assert (found.code, found.out) == (2, "")
    assert "--mutate goes with none of" in found.err


@pytest.mark.usefixtures("folder")
def test_mutate_has_no_report_for_build_servers(run):
    found = run("test", "grant", "--mutate", "--format", "junit")
    assert (found.code, found.err) == (2, "error: --mutate goes with the formats text and json\n")


def test_processes_share_the_work_of_the_program(program, folder):
    grounds = ", ".join(f"g{number}: {{when: members = -{number}}}" for number in range(1, 8))
    (folder / "2026.yaml").write_text(POLICY.replace("small:", f"{grounds}, small:"), encoding="utf-8")
    one = program("test", "grant", "--mutate", "--jobs", "1")
    two = program("test", "grant", "--mutate", "--jobs", "2")
    assert "survived" in one.out
    assert (two.code, two.out, two.err) == (one.code, one.out, one.err)
