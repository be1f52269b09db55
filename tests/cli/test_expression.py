import json

import pytest


@pytest.mark.parametrize(
    ("expression", "settings", "printed"),
    [
        ("1 / 3 * 3", [], "1"),
        ("0.1 + 0.2 = 0.3", [], "true"),
        ("x > 2", ["x=1.5"], "false"),
        ("x > 2", [], "unknown\nmissing: x"),
        ("x or y", ["x=true", "y="], "true"),
        ("x and y", ["x=true", "y="], "unknown\nmissing: y"),
        ("if x then 2 else 5", ["x="], "2 to 5\nmissing: x"),
        ("x", ["x=urban"], '"urban"'),
        ("x", ['x="2026-05-31"'], "2026-05-31"),
        ("date(2024, 2, 29) + 1 years", [], "2025-02-28"),
        ("3 years", [], "3 years"),
        ("10 days", [], "10 days"),
        ("[1, 2.50]", [], "[1, 2.5]"),
        ("sum(c.n for c in cases)", ["cases=[{n: 1}, {n: 2}]"], "3"),
        ("count(c in cases where c.open) >= 1", ["cases=[{open: true}, {}]"], "true"),
        ("minimum(x, 3)", ["x="], "3 or less\nmissing: x"),
    ],
)
def test_values_are_printed_in_the_words_of_the_language(run, expression, settings, printed):
    done = run("expression", expression, *(part for one in settings for part in ("--set", one)))
    assert (done.code, done.out, done.err) == (0, f"{printed}\n", "")


def test_a_problem_is_drawn_at_its_place(run):
    done = run("expression", "2 + 1 / 0")
    assert done.code == 0
    assert done.out == (
        "unknown\nerror[division-by-zero]: division by zero\n"
        "  expression:1:5\n  |\n1 | 2 + 1 / 0\n  |     ^\n"
    )


@pytest.mark.parametrize("expression", ["1 +", '1 = "a"', "(" * 10_000, "a\u200bb", ""])
def test_what_is_no_expression_is_unreadable_input(program, expression):
    done = program("expression", expression)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error[")


def test_the_day_the_month_end_and_the_offset_are_given(run):
    assert run("expression", "as_of", "--as-of=2026-05-31").out == "2026-05-31\n"
    assert run("expression", "as_of").out == "unknown\nmissing: as_of\n"
    for mode, expected in (("down", "2026-02-28"), ("up", "2026-03-01")):
        done = run("expression", "2026-01-31 + 1 months", f"--month-end={mode}")
        assert done.out == f"{expected}\n"
    late = ["expression", "date_of(t)", "--set", "t='2026-01-01T20:00:00Z'"]
    assert run(*late).out == "2026-01-01\n"
    assert run(*late, "--time-zone=+08:00").out == "2026-01-02\n"


def test_a_record_gives_facts_and_set_adds_to_them(run, write):
    record = write("r.json", json.dumps({"a": 1, "b": 2}))
    assert run("expression", "a + b", "--record", record).out == "3\n"
    assert run("expression", "a + b", "--record", record, "--set", "b=40").out == "41\n"
    assert run("expression", "a", "--record=-", stdin=b'{"a": 7}').out == "7\n"


@pytest.mark.parametrize(
    ("options", "content", "message"),
    [
        (["--set", "x"], "{}", "error: --set: `x` is not NAME=VALUE\n"),
        (["--set", "x=*a"], "{}", "error: --set x: a value that begins with `&` or `*` must be in quotes\n"),
        (["--set=x=1", "--set= x =1"], "{}", "error: --set: `x` is given twice\n"),
        (["--set= =1"], "{}", "error: --set: ` =1` is not NAME=VALUE\n"),
        (["--time-zone=+99"], "{}", "error: --time-zone: `+99` is not an offset such as +08:00 or Z\n"),
        (["--record=r.json"], "[{}, {}]", "error: `r.json` must hold one record, and holds several\n"),
        (["--record=r.json"], "", "error: `r.json` must hold one record, and holds none\n"),
        (["--record=r.json"], "5", "error: the record: this must be a record [wrong-type]\n"),
        (["--record=r.json"], '{"a"', "error: the record: this JSON ends too early [not-json]\n"),
        (["--record=absent"], "", "error: `absent`: no such file or directory\n"),
    ],
)
def test_wrong_use_gives_one_line(run, write, options, content, message):
    write("r.json", content)
    done = run("expression", "1", *options)
    assert (done.code, done.out, done.err) == (2, "", message)
