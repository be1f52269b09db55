import json

import pytest

DAY = "--as-of=2026-05-31"


def outcome(entry):
    return entry["bars"]["grant"]["outcome"]


def codes(entry):
    return [(fault["pointer"], fault["code"]) for fault in entry["error"]["faults"]]


def test_each_line_of_ndjson_gives_a_decision_in_its_order(run, policy, good, write):
    records = write("r.ndjson", [good, {**good, "code": "A2", "members": 3}])
    done = run("evaluate", policy, records, DAY)
    assert done.code == 0
    assert [(one["facts"]["code"], outcome(one)) for one in done.lines] == [("A1", "clear"), ("A2", "barred")]
    assert {one["format"] for one in done.lines} == {"policyrules/decision/1"}


def test_a_bad_record_gives_an_error_entry_in_its_place_and_the_rest_goes_on(run, policy, good, write):
    bad = {**good, "members": "many", "audited": "yes"}
    done = run("evaluate", policy, write("r.ndjson", [good, bad, good]), DAY)
    assert done.code == 1
    first, second, third = done.lines
    assert (outcome(first), outcome(third)) == ("clear", "clear")
    assert second["error"]["line"] == 2
    assert codes(second) == [("/members", "wrong-type"), ("/audited", "wrong-type")]
    assert "1 of 3 records could not be decided" in done.err


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b'{"members": NaN}', [("/members", "not-finite")]),
        (b'{"members": [1, -Infinity]}', [("/members/1", "not-finite")]),
        (b"[1, 2]", [("", "wrong-type")]),
        (b"null", [("", "wrong-type")]),
        (b"[" * 10_000, [("", "too-deep")]),
        (b'{"x":' * 100 + b"1" + b"}" * 100, [("", "too-deep")]),
        (b'{"code": "A1"', [("", "not-json")]),
        (b'{"code": "\xff"}', [("", "not-utf8")]),
        (b'{"code": "A1", "code": "A2"}', [("", "duplicate-key")]),
        (b'{"members": 1e99999999999999999999}', [("", "magnitude")]),
        (b'{"members": ' + b"9" * 10_000 + b"}", [("/members", "magnitude")]),
        (b'{"code": "\\ud800"}', [("/code", "not-text")]),
        (b"\xe2\x80\x8b{}", [("", "not-json")]),
    ],
)
def test_hostile_lines_become_error_entries(program, policy, good, line, expected):
    ok = json.dumps(good).encode()
    done = program("evaluate", policy, DAY, "--input-format=ndjson", stdin=b"\n".join([ok, line, ok]))
    assert done.code == 1
    assert [codes(one) for one in done.lines if "error" in one] == [expected]
    assert "error" in done.lines[1]
    assert len(done.lines) == 3


def test_a_record_that_is_null_is_called_nothing(run, policy):
    (one,) = run("evaluate", policy, DAY, stdin=b"null\n").lines
    assert one["error"]["faults"][0]["message"] == "this must be a record, not nothing (null)"


@pytest.mark.parametrize(("sign", "shown"), [(b";", "`;`"), (b"\t", "tabs")])
def test_a_table_without_commas_is_unreadable_input(run, policy, write, sign, shown):
    content = sign.join([b"code", b"members\nA1", b"7\n"])
    for done in (
        run("evaluate", policy, write("r.csv", content), DAY),
        run("evaluate", policy, DAY, stdin=content),
    ):
        expected = f"error: the columns of the CSV are separated by {shown}; save it with commas\n"
        assert (done.code, done.out, done.err) == (2, "", expected)


def test_a_line_of_5_megabytes_is_read(run, policy, good):
    line = json.dumps({**good, "note": "x" * 5_000_000}).encode()
    done = run("evaluate", policy, "-", DAY, stdin=line + b"\n" + line)
    assert (done.code, len(done.lines)) == (0, 2)


def test_a_key_with_half_a_character_can_be_named_in_an_error(run, policy):
    (one,) = run("evaluate", policy, DAY, stdin=b'{"\\ud800": 1, "\\ud800": 2}').lines
    assert one["error"]["faults"][0]["message"] == "the key `\ud800` stands twice in one object"


def test_numbers_are_exact(run, policy, good):
    line = json.dumps({**good, "members": 7}).replace("7", "4.99999999999999999999999999999", 1)
    (one,) = run("evaluate", policy, DAY, stdin=line.encode()).lines
    assert (one["facts"]["members"], outcome(one)) == ("4.99999999999999999999999999999", "barred")


def test_invisible_characters_of_a_record_do_not_steer_the_terminal(run, policy, good, write):
    records = write("r.ndjson", [{**good, "code": "A\x1b[31m\u202e"}])
    done = run("evaluate", policy, records, DAY, "--format=text")
    assert done.out == "A\\x1b[31m\\u202e: grant clear\n"


def test_the_same_records_in_every_format_give_the_same_decisions(run, policy, good, write):
    as_json = write("r.json", json.dumps([good], indent=1))
    one_json = write("one.json", json.dumps(good, indent=1))
    as_yaml = write(
        "r.yaml",
        "- code: A1\n  members: 7\n  audited: true\n  phone: '12'\n  contact: {city: Oslo}\n  visits: []\n",
    )
    as_csv = write("r.csv", "code,members,audited,phone,contact.city,visits\nA1,7,TRUE,12,Oslo,[]\n")
    expected = run("evaluate", policy, write("r.ndjson", [good]), DAY).out
    assert '"outcome":"clear"' in expected
    for path in (as_json, one_json, as_yaml, as_csv):
        assert run("evaluate", policy, path, DAY).out == expected


def test_standard_input_is_told_by_its_first_bytes_or_by_what_was_said(run, policy, good):
    listed = json.dumps([good, good], indent=2).encode()
    assert len(run("evaluate", policy, "-", DAY, stdin=listed).lines) == 2
    told = run("evaluate", policy, "-", DAY, "--input-format=csv", stdin=b"code\nA1\nA2\n")
    assert [one["facts"]["code"] for one in told.lines] == ["A1", "A2"]


def test_text_is_one_line_for_each_record(run, policy, good, write):
    records = write("r.ndjson", [{**good, "members": 3}, {"members": -1}])
    done = run("evaluate", policy, records, DAY, "--format=text")
    assert done.out.splitlines() == [
        "A1: grant barred",
        "line 2: error: /members: `-1` is less than 0 [too-small]",
    ]


def test_strict_makes_an_undetermined_decision_a_finding(run, policy, good, write):
    unknown = write("r.ndjson", [{**good, "members": None}])
    assert run("evaluate", policy, unknown, DAY).code == 0
    assert run("evaluate", policy, unknown, DAY, "--strict").code == 1
    assert run("evaluate", policy, write("g.ndjson", [good]), DAY, "--strict").code == 0


def test_sensitive_facts_are_shown_only_when_revealed(run, policy, good, write):
    records = write("r.ndjson", [{**good, "phone": "12345"}])
    assert "12345" not in run("evaluate", policy, records, DAY).out
    assert "12345" in run("evaluate", policy, records, DAY, "--reveal").out


def test_a_date_out_of_force_says_how_to_go_on(run, policy, good, write):
    records = write("r.ndjson", [good])
    done = run("evaluate", policy, records, "--as-of=2027-01-01")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "error: grant 2026 is in force from 2026-01-01 until 2026-12-31, not on 2027-01-01; "
        "add --any-date to decide all the same\n"
    )
    assert run("evaluate", policy, records, "--as-of=2027-01-01", "--any-date").code == 0


def test_the_date_is_looked_at_before_any_record(run, policy):
    done = run("evaluate", policy, "-", "--as-of=2027-01-01", stdin=b"nonsense\n")
    assert (done.code, done.out) == (2, "")


@pytest.mark.parametrize("day", ["2026-02-30", "31.5.2026", "", "20260531"])
def test_a_bad_date_is_wrong_use(run, policy, day):
    done = run("evaluate", policy, "-", f"--as-of={day}")
    assert done.code == 2
    assert f"`{day}` is not a date such as 2026-05-31 that exists" in done.err


def test_an_empty_input_is_said_to_be_empty(run, policy, write):
    for name in ("e.ndjson", "e.json", "e.yaml", "e.csv", "e"):
        done = run("evaluate", policy, write(name, b""), DAY)
        assert (done.code, done.out) == (0, "")
        assert "no records in" in done.err


@pytest.mark.parametrize("content", [b"\x00\xff\xfe\x80" * 100, b"", b"\xef\xbb\xbf", b"policy: &a [*a]"])
def test_a_policy_that_is_none_is_reported_with_its_place(run, write, content):
    policy = write("p.yaml", content)
    done = run("evaluate", policy, "-", DAY)
    assert (done.code, done.out) == (2, "")
    assert "error[" in done.err
    assert f"{policy}:1:" in done.err


def test_files_that_cannot_be_opened_give_one_line(run, policy, tmp_path):
    for arguments in ([tmp_path / "absent"], ["absent.yaml"], [policy, tmp_path], [policy, "absent.json"]):
        done = run("evaluate", *arguments, DAY)
        assert done.code == 2
        assert done.err.startswith("error: `")
        assert done.err.count("\n") == 1
        assert str(arguments[-1]) in done.err


def test_records_in_utf16_are_refused_as_a_whole(run, policy, write):
    done = run("evaluate", policy, write("r.ndjson", "{}".encode("utf-16")), DAY)
    assert (done.code, done.out) == (2, "")
    assert "UTF-16" in done.err


def test_a_wrong_head_of_csv_is_refused_as_a_whole(run, policy, write):
    done = run("evaluate", policy, write("r.csv", "code,code\nA,B\n"), DAY)
    assert (done.code, done.out) == (2, "")
    assert done.err == "error: the column `code` stands twice in the head of the CSV\n"


def test_a_line_of_text_tells_awards_and_duties_too(run, write):
    honours = write(
        "honours.yaml",
        "policy: honours\nedition: 1\nfacts: {f: flag}\nawards: {prize: {eligible: f}}\n"
        "duties: {file: {modality: must, by: them, requires: {filed: f}, due: 2026-12-31}}\n",
    )
    done = run("evaluate", honours, write("r.ndjson", [{"f": True}, {"f": False}, {}]), DAY, "--format=text")
    assert done.out.splitlines() == [
        "line 1: prize eligible; file met",
        "line 2: prize ineligible; file not yet due",
        "line 3: prize undetermined; file undetermined",
    ]
