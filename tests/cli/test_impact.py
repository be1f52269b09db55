import json
from pathlib import Path

import pytest

DAY = "--as-of=2026-05-31"


@pytest.fixture
def later(policy, write):
    text = Path(policy).read_text(encoding="utf-8")
    for old, new in (("edition: 2026", "edition: 2027"), ("members < 5", "members < 8")):
        assert text.count(old) == 1
        text = text.replace(old, new)
    return write("later.yaml", text)


@pytest.fixture
def records(write, good):
    return write("r.ndjson", [good, {**good, "code": "A2", "members": 9}])


def test_what_changes_for_records_is_told(run, policy, later, records):
    done = run("impact", policy, later, records, DAY)
    assert (done.code, done.err) == (0, "")
    assert "bar “grant”: clear → barred: 1" in done.out
    assert "Records: A1." in done.out


def test_it_is_told_as_json_on_one_line(run, policy, later, records):
    (data,) = run("impact", policy, later, records, DAY, "--format", "json").lines
    assert data["format"] == "policyrules/impact/1"
    assert data["flips"][0]["records"] == ["A1"]


def test_records_come_from_standard_input_too(run, policy, later, good):
    done = run("impact", policy, later, DAY, "--format", "json", stdin=json.dumps(good).encode())
    assert done.lines[0]["records"] == 1


def test_records_that_cannot_be_read_or_decided_are_counted_and_give_the_exit_code_1(
    run, policy, later, good, write
):
    lines = json.dumps(good) + '\n{"code": \n' + json.dumps({**good, "members": "many"}) + "\n"
    done = run("impact", policy, later, write("r.ndjson", lines), DAY, "--format", "json")
    assert done.code == 1
    assert done.lines[0]["status"] == {"decided": 1, "old": 0, "new": 0, "both": 1, "record": 1}
    assert done.err == "not all records could be decided by both editions\n"


def test_a_page_is_written_whole_to_a_file(run, policy, later, records, tmp_path):
    done = run("impact", policy, later, records, DAY, "--format", "html", "--output", "impact.html")
    assert (done.code, done.out) == (0, "")
    text = (tmp_path / "impact.html").read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert text.endswith("</html>\n")
    assert "<svg" in text


def test_small_counts_are_withheld(run, policy, later, write, good):
    given = [*({**good, "members": 20} for _ in range(30)), {**good, "members": 6}]
    done = run("impact", policy, later, write("r.ndjson", given), DAY, "--suppress-below", "5")
    assert done.code == 0
    assert "withheld" in done.out
    assert "A1" not in done.out


def test_a_day_is_needed(run, policy, later, records):
    done = run("impact", policy, later, records)
    assert done.code == 2
    assert "--as-of" in done.err


def test_another_policy_is_wrong_use_before_any_record_is_read(run, policy, write):
    other = write(
        "o.yaml", Path(policy).read_text(encoding="utf-8").replace("policy: grant", "policy: prize")
    )
    done = run("impact", policy, other, "nowhere.ndjson", DAY)
    assert done.code == 2
    assert "different policies" in done.err


def test_the_day_need_not_lie_within_the_window_of_an_edition(run, policy, later, records):
    assert run("impact", policy, later, records, "--as-of", "2030-01-01").code == 0
