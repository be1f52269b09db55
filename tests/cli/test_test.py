import json
import os
import signal
import subprocess
import sys
import time
from xml.etree import ElementTree as ET

import pytest

POLICY = """\
policy: grant
edition: 2026
in_force: {from: 2026-01-01, until: 2026-12-31}
facts:
  members: {type: number, min: 0, label: 成员数}
  phone: {type: text, sensitive: true}
parameters:
  least: {value: 5, source: {clause: 2}}
bars:
  grant:
    modality: must not
    source: {clause: 1}
    grounds:
      small: {when: members < least, source: {clause: 2}}
      called: {when: phone = "13"}
"""
SUITE = """\
suite: grant
as_of: 2026-05-01
records:
  sound: {members: 5, phone: "12"}
cases:
  - name: five are enough
    record: sound
    expect: {bars: {grant: clear}}
  - name: four are too few
    record: sound
    with: {members: 4}
    expect: {bars: {grant: barred}, grounds: {grant: [small]}}
"""
WRONG = SUITE.replace("{grant: clear}", "{grant: barred}").replace("[small]", "[called]")
FAILURE = """\
✗ grant: five are enough
  grant/a.test.yaml:6:5

  line  of          expected  actual
  ────  ──────────  ────────  ──────
  8     bars.grant  barred    clear

  decided by grant 2026 as of 2026-05-01:
    ✓ grant: clear  [clause 1]
        ✗ small: false  [clause 2]
          members < least → false
            成员数 (members) = 5
            least = 5  [clause 2]
        ✗ called: false
          phone = "13" → ‹masked›
            phone = ‹masked›

✗ grant: four are too few
  grant/a.test.yaml:9:5

  line  of             expected  actual
  ────  ─────────────  ────────  ───────
  12    grounds.grant  [called]  [small]

  decided by grant 2026 as of 2026-05-01:
    ✗ grant: barred  [clause 1]
        ✓ small: true  [clause 2]
          members < least → true
            成员数 (members) = 4
            least = 5  [clause 2]

1 suite, 2 cases: 2 failed
"""


@pytest.fixture
def suite(tmp_path, monkeypatch):
    """Writes a suite beside its policy, and gives its path from the working folder."""
    monkeypatch.delenv("CI", raising=False)
    (tmp_path / "grant").mkdir()
    (tmp_path / "grant" / "2026.yaml").write_text(POLICY, encoding="utf-8")

    def suite(text=SUITE, name="a.test.yaml"):
        (tmp_path / "grant" / name).write_bytes(text.encode())
        return f"grant/{name}"

    return suite


def test_suites_that_pass_are_told_in_one_line(run, suite):
    suite()
    suite(name="b.test.yaml")
    done = run("test", "grant")
    assert (done.code, done.out, done.err) == (0, "2 suites, 4 cases: all passed\n", "")


def test_a_failure_shows_what_was_expected_what_was_decided_and_why(run, suite):
    done = run("test", suite(WRONG))
    assert (done.code, done.out) == (1, FAILURE)


def test_sensitive_values_are_shown_when_revealed(run, suite):
    assert 'phone = "12"' in run("test", suite(WRONG), "--reveal").out


def test_a_mistaken_case_is_an_error_with_its_place(run, suite):
    done = run("test", suite(SUITE.replace("{members: 4}", "{membrs: 4}")))
    assert done.code == 1
    assert "grant/a.test.yaml:11:12" in done.out
    assert "did you mean `members`?" in done.out
    assert done.out.endswith("1 suite, 2 cases: 1 passed, 1 error\n")


def test_a_suite_that_cannot_be_read_is_unreadable_input(run, suite):
    suite(name="b.test.yaml")
    done = run("test", suite(SUITE.replace("cases:", "case:")), "grant/b.test.yaml")
    assert done.code == 2
    assert "unknown key `case`" in done.out
    assert done.out.endswith("2 suites, 2 cases: 2 passed, 1 suite could not be run\n")


def test_cases_are_selected_by_what_stands_in_suite_and_name(run, suite):
    suite(WRONG)
    assert run("test", "grant", "-k", "FOUR ARE").out.endswith("1 suite, 1 case: 1 failed\n")
    assert run("test", "grant", "-k", "grant: five").out.endswith("1 suite, 1 case: 1 failed\n")


def test_an_empty_selection_is_no_success(run, suite, tmp_path):
    done = run("test", suite(), "-k", "six")
    assert (done.code, done.out) == (2, "")
    assert done.err == "error: there are no cases in `grant/a.test.yaml` that match `six`\n"
    (tmp_path / "empty").mkdir()
    assert run("test", "empty").code == 2
    assert run("test", "nowhere").code == 2


def test_it_stops_at_the_first_failure(run, suite):
    suite(WRONG)
    suite(WRONG, "b.test.yaml")
    assert run("test", "grant", "--fail-fast").out.endswith("1 suite, 1 case: 1 failed\n")


def test_another_edition_can_decide(run, suite, tmp_path):
    suite()
    later = POLICY.replace("edition: 2026", "edition: next\nstatus: draft").replace("value: 5", "value: 6")
    (tmp_path / "grant" / "next.yaml").write_text(later, encoding="utf-8")
    assert run("test", "grant").code == 0
    done = run("test", "grant", "--edition", "next")
    assert done.code == 1
    assert "decided by grant next" in done.out
    assert "did you mean `next`?" in run("test", "grant", "--edition", "nxt").out


def test_json_lists_every_case(run, suite):
    done = run("test", suite(WRONG), "--format", "json")
    [found] = json.loads(done.out)
    assert (done.code, found["suite"], found["passed"]) == (1, "grant", False)
    assert found["cases"][0] == {
        "name": "five are enough",
        "line": 6,
        "status": "failed",
        "mismatches": [{"of": "bars.grant", "line": 8, "expected": "barred", "actual": "clear"}],
        "findings": [],
    }


def test_junit_tells_failures_and_errors_apart(run, suite):
    suite(WRONG.replace("{members: 4}", "{membrs: 4}"))
    suite("suite: grant\n", "b.test.yaml")
    root = ET.fromstring(run("test", "grant", "--format", "junit").out)  # noqa: S314 - our own output
    first, second = root.findall("testsuite")
    assert (first.get("tests"), first.get("failures"), first.get("errors")) == ("2", "1", "1")
    assert (second.get("tests"), second.get("failures"), second.get("errors")) == ("1", "0", "1")
    failed, wrong = first.findall("testcase")
    assert (failed.get("name"), failed.get("file"), failed.get("line")) == (
        "five are enough",
        "grant/a.test.yaml",
        "6",
    )
    assert failed.find("failure").get("message") == "bars.grant: expected barred, got clear"
    assert "members < least → false" in failed.find("failure").text
    assert "membrs" in wrong.find("error").get("message")


def test_github_gets_an_annotation_at_every_expectation(run, suite):
    done = run("test", suite(WRONG), "--format", "github")
    assert done.out.splitlines()[0] == (
        "::error file=grant/a.test.yaml,line=8,col=28,title=test-failed::"
        "five are enough: bars.grant: expected barred, got clear"
    )
    assert run("test", suite(), "--format", "github").out == ""


def test_update_shows_and_writes_what_was_decided(run, suite, tmp_path):
    done = run("test", suite(WRONG), "--update")
    assert (done.code, done.out) == (0, "1 suite, 2 cases: all passed\n")
    assert done.err == (
        "grant/a.test.yaml:8: bars.grant: barred -> clear\n"
        "grant/a.test.yaml:12: grounds.grant: [called] -> [small]\n"
    )
    assert (tmp_path / "grant" / "a.test.yaml").read_text() == SUITE


def test_update_keeps_the_mark_of_utf_8(run, suite, tmp_path):
    run("test", suite("\ufeff" + WRONG), "--update")
    assert (tmp_path / "grant" / "a.test.yaml").read_bytes() == b"\xef\xbb\xbf" + SUITE.encode()


def test_update_leaves_cases_that_were_not_selected(run, suite, tmp_path):
    run("test", suite(WRONG), "--update", "-k", "five")
    assert (tmp_path / "grant" / "a.test.yaml").read_text() == WRONG.replace(
        "{grant: barred}}", "{grant: clear}}", 1
    )


def test_update_tells_what_it_does_not_write(run, suite):
    text = SUITE.replace("[small]}", "\n        [called, # why\n        small]}")
    done = run("test", suite(text), "--update")
    assert done.code == 1
    assert done.err == "grant/a.test.yaml:13: grounds.grant is not updated: there is a comment in it\n"


def test_update_is_refused_in_continuous_integration(run, suite, tmp_path, monkeypatch):
    monkeypatch.setenv("CI", "true")
    done = run("test", suite(WRONG), "--update")
    assert (done.code, done.out) == (2, "")
    assert "CI is set" in done.err
    assert (tmp_path / "grant" / "a.test.yaml").read_text() == WRONG


@pytest.mark.parametrize("other", [["--watch"], ["--edition", "2026"], ["--fail-fast"]])
def test_update_goes_alone(run, suite, other):
    assert run("test", suite(WRONG), "--update", *other).code == 2


def test_watching_goes_with_text(run, suite):
    assert run("test", suite(), "--watch", "--format", "json").code == 2


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGINT to send")
def test_watching_runs_again_after_a_change_until_it_is_interrupted(suite, tmp_path):
    command = [sys.executable, "-m", "policyrules", "test", suite(), "--watch"]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # What runs in the background of a shell ignores interrupts, and so would its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - nothing else runs in between
    ) as process:
        try:
            assert process.stdout.readline() == b"1 suite, 2 cases: all passed\n"
            assert process.stderr.readline() == b"waiting for changes (end with Ctrl-C)\n"
            time.sleep(0.05)
            (tmp_path / "grant" / "2026.yaml").write_text(
                POLICY.replace("value: 5", "value: 7"), encoding="utf-8"
            )
            assert process.stdout.readline() == "✗ grant: five are enough\n".encode()
            process.stderr.readline()
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=30) == 130
        finally:
            process.kill()
