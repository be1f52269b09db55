import json

import pytest

DAY = "--as-of=2026-05-31"


def test_a_single_record_is_explained(run, policy, good):
    done = run("explain", policy, "-", DAY, stdin=json.dumps({**good, "members": 3}).encode())
    assert done.code == 0
    assert "decided for applicant A1 as of 2026-05-31" in done.out
    assert "members < 5" in done.out


def test_one_of_several_is_picked_by_number_or_id(run, policy, good, write):
    records = write("r.ndjson", [good, {**good, "code": "A2"}, {**good, "code": "A3"}])
    assert "applicant A2 " in run("explain", policy, records, DAY, "--record=2").out
    assert "applicant A3 " in run("explain", policy, records, DAY, "--id=A3").out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "`r.ndjson` holds several records; pick one with --record N or --id ID"),
        (["--record=9"], "`r.ndjson` has no record 9"),
        (["--id=B1"], "no record in `r.ndjson` has `B1` as its `code`"),
        (["--id=A1", "--record=1"], "--record and --id both pick a record; give one of them"),
    ],
)
def test_a_pick_that_fits_no_record_is_wrong_use(run, policy, good, write, options, message):  # noqa: PLR0917 - fixtures
    write("r.ndjson", [good, good])
    done = run("explain", policy, "r.ndjson", DAY, *options)
    assert (done.code, done.out, done.err) == (2, "", f"error: {message}\n")


def test_no_record_at_all_is_said(run, policy):
    done = run("explain", policy, "-", DAY)
    assert (done.code, done.err) == (2, "error: there are no records in `-`\n")


def test_a_bad_record_gives_every_fault(run, policy, write):
    done = run("explain", policy, write("r.json", '{"members": -1, "audited": 1}'), DAY)
    assert done.code == 2
    assert done.err.splitlines() == [
        "error: /members: `-1` is less than 0 [too-small]",
        "error: /audited: this must be true or false, not a number [wrong-type]",
    ]


def test_languages_and_detail(run, policy, good, write):
    records = write("r.json", json.dumps({**good, "members": 3}))
    assert "判定日期" in run("explain", policy, records, DAY, "--language=zh").out
    full = run("explain", policy, records, DAY, "--detail=full").out
    assert len(full) > len(run("explain", policy, records, DAY).out)
    assert "not audited" in full


def test_the_trace_as_json(run, policy, good, write):
    done = run("explain", policy, write("r.json", json.dumps(good)), DAY, "--format=json")
    assert json.loads(done.out)["format"] == "policyrules/trace/1"


def test_sensitive_facts_are_shown_only_when_revealed(run, policy, good, write):
    records = write("r.json", json.dumps({**good, "phone": "12345"}))
    assert "12345" not in run("explain", policy, records, DAY, "--detail=full").out
    assert "12345" in run("explain", policy, records, DAY, "--detail=full", "--reveal").out


def test_control_characters_of_a_record_are_escaped(run, policy, good, write):
    records = write("r.json", json.dumps({**good, "code": "A\x1b]0;x\x07"}))
    done = run("explain", policy, records, DAY)
    assert "A\\x1b]0;x\\x07" in done.out
    assert "\x1b" not in done.out
