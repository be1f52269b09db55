"""Cases of suites as tests of pytest, tried in a process of its own."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from testing.suites import HEAD

ROOT = Path(__file__).parents[2]
CASES = """\
cases:
  - name: a sound applicant
    record: sound
    expect: {bars: {main_grant: clear}}
  - name: too few visits
    record: sound
    each:
      - {name: half, with: {visits_done: 5}, expect: {score: {visits: 31}}}
      - {name: misspelt, with: {visit_done: 5}, expect: {score: {visits: 30}}}
"""


@pytest.fixture
def run(suites, tmp_path):
    def run(*arguments, plugin=True):
        loaded = ["-p", "policyrules.testing.pytest_plugin"] if plugin else []
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *loaded, *arguments],
            cwd=tmp_path,
            # Without whatever else is installed, which would take most of the time.
            env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )

    suites.write(HEAD + CASES)
    return run


def test_every_case_is_a_test_with_its_own_name(run):
    done = run("--collect-only", "-q")
    assert done.stdout.splitlines()[:3] == [
        "community-grant/a.test.yaml::a sound applicant",
        "community-grant/a.test.yaml::too few visits, half",
        "community-grant/a.test.yaml::too few visits, misspelt",
    ]


def test_a_failure_is_told_as_on_the_command_line(run, tmp_path):
    done = run("--junitxml=found.xml")
    assert done.returncode == 1
    assert "1 passed" in done.stdout
    assert "2 failed" in done.stdout
    assert re.search(r"score\.visits +31 +30", done.stdout)
    assert "visits_done / visits_due → 0.5" in done.stdout
    assert "did you mean `visits_done`?" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    cases = ET.parse(tmp_path / "found.xml").getroot().findall("testsuite/testcase")  # noqa: S314 - our own output
    assert [one.get("name") for one in cases] == [
        "a sound applicant",
        "too few visits, half",
        "too few visits, misspelt",
    ]
    assert "31" in cases[1].find("failure").text


def test_cases_are_selected_by_name(run):
    assert "1 passed, 2 deselected" in run("-k", "sound").stdout


def test_a_suite_that_cannot_be_read_is_an_error_of_collecting(run, suites):
    suites.write("suite: community-grant\n", "b.test.yaml")
    done = run()
    assert done.returncode == 2
    assert "the key `cases` is missing" in done.stdout
    assert "Traceback" not in done.stdout


def test_what_rests_on_sensitive_facts_is_shown_only_on_demand(run, suites):
    suites.write(HEAD + "cases: [{name: it, record: sound, expect: {values: {reachable: false}}}]\n")
    assert re.search(r"values\.reachable +‹masked› +‹masked›", run().stdout)
    assert re.search(r"values\.reachable +false +true", run("--policy-reveal").stdout)


def test_other_files_are_left_alone(run, suites):
    (suites.folder / "a.test.yaml").unlink()
    suites.write("cases: [a, b]\n", "other.test.yaml")
    suites.write("suite: [not, read]\n", "suite.yaml")
    assert run("-q").stdout.strip().startswith("no tests ran")


def test_without_the_plugin_nothing_is_collected(run):
    assert "no tests ran" in run(plugin=False).stdout


def test_a_run_without_suites_does_not_load_the_engine(run, suites, tmp_path):
    (suites.folder / "a.test.yaml").unlink()
    (tmp_path / "test_it.py").write_text(
        "import sys\n\ndef test_it():\n    assert 'policyrules.testing.pytest_plugin' in sys.modules\n"
        "    assert not [name for name in sys.modules if name.startswith('policyrules.engine')]\n"
    )
    done = run()
    assert "1 passed" in done.stdout, done.stdout


def test_the_plugin_comes_with_the_library():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"]["pytest11"] == {"policyrules": "policyrules.testing.pytest_plugin"}
