import csv
import io
import json

import pytest

POLICY = """\
policy: prizes
edition: 2026
title: {en: Prizes, zh: 评奖}
notice: For trying only.
in_force: {from: 2026-01-01, until: 2026-12-31}
subject: {is: group, id: code}
facts:
  code: text
  points: {type: number, min: 0, max: 100}
  district: {choice: [urban, rural]}
  cheated: flag
vetoes:
  fraud: {when: cheated, effects: {e: {deny: all}}}
awards:
  best: {eligible: points >= 50, label: {en: The best, zh: 优胜}, rank: {by: points, take: 1, ties: review}}
  local: {eligible: points >= 50, rank: {by: points, take: 1, ties: share, per: district, except: best}}
  thanks: {eligible: points > 0}
publications:
  honoured: {count: awards.thanks, per: district, suppress_below: 3}
"""
DAY = "--as-of=2026-05-31"
A = {"code": "A", "points": 90, "district": "urban", "cheated": False}
B = {"code": "B", "points": 80, "district": "urban", "cheated": False}
C = {"code": "C", "points": 70, "district": "rural", "cheated": False}
CHEAT = {"code": "X", "points": 99, "district": "rural", "cheated": True}


@pytest.fixture
def prizes(tmp_path):
    path = tmp_path / "prizes.yaml"
    path.write_text(POLICY, encoding="utf-8")
    return str(path)


def cells(line):
    return [cell for cell in line.split("  ") if cell.strip()]


def table(out, heading):
    """The rows of the table under a heading, as lists of cells."""
    lines = out.splitlines()
    start = lines.index(heading)
    found = []
    for line in lines[start + 3 :]:
        if not line.startswith("  ") or line.startswith("  Kept"):
            break
        found.append([cell.strip() for cell in cells(line)])
    return found


def test_places_are_told_by_award_in_their_order(run, prizes, write):
    done = run("rank", prizes, write("r.ndjson", [C, B, A]), DAY)
    assert done.code == 0
    assert table(done.out, "The best (best)") == [
        ["1", "A", "won", "90"],
        ["2", "B", "not won", "80"],
        ["3", "C", "not won", "70"],
    ]


def test_groups_are_told_with_who_is_excluded_and_by_what(run, prizes, write):
    done = run("rank", prizes, write("r.ndjson", [CHEAT, C, B, A]), DAY, "--award=local")
    assert table(done.out, "local") == [
        ["1", "C", "won", "70", "rural"],
        ["1", "B", "won", "80", "urban"],
        ["–", "X", "excluded: denied: fraud", "99", "rural"],
        ["–", "A", "excluded: winner: best", "90", "urban"],
    ]
    assert "The best" not in done.out


def test_the_policy_its_day_and_its_notice_stand_at_the_head(run, prizes, write):
    done = run("rank", prizes, write("r.ndjson", [A]), DAY)
    head, day, notice = done.out.splitlines()[:3]
    assert (head, day, notice) == (
        "Prizes (prizes 2026)",
        "a cohort of 1 as of 2026-05-31",
        "‖ For trying only.",
    )


def test_publications_follow_with_small_counts_withheld(run, prizes, write):
    records = [{**A, "code": f"A{number}"} for number in range(4)] + [C]
    done = run("rank", prizes, write("r.ndjson", records), DAY)
    assert table(done.out, "honoured") == [
        ["rural", "withheld", "0", "0", "withheld"],
        ["urban", "withheld", "0", "0", "withheld"],
        ["all", "5", "0", "0", "5"],
    ]


def test_what_keeps_places_open_is_told(run, prizes, write):
    done = run("rank", prizes, write("r.ndjson", [A, {"code": "B"}]), DAY, "--award=best")
    assert "could still enter" in done.out
    assert "  Kept open by\n    B: cheated, points\n" in done.out


def test_in_chinese(run, prizes, write):
    done = run("rank", prizes, write("r.ndjson", [A, B, CHEAT]), DAY, "--language=zh", "--award=best")
    assert table(done.out, "优胜（best）") == [
        ["1", "A", "入选", "90"],
        ["2", "B", "未入选", "80"],
        ["–", "X", "不参评：取消资格：fraud", "99"],
    ]


def test_json_is_the_form_of_a_cohort(run, prizes, write):
    done = run("rank", prizes, write("r.ndjson", [A, B]), DAY, "--format=json")
    [data] = done.lines
    assert data["format"] == "policyrules/cohort/1"
    assert data["awards"]["best"]["standings"]["A"]["outcome"] == "won"
    assert set(data["awards"]) == {"best", "local"}


def test_json_of_one_award(run, prizes, write):
    done = run("rank", prizes, write("r.ndjson", [A]), DAY, "--format=json", "--award=local")
    assert set(done.lines[0]["awards"]) == {"local"}


def test_a_bad_record_is_told_and_the_rest_is_ranked(run, prizes, write):
    content = "\n".join([json.dumps(A), "{", json.dumps(B), json.dumps({**C, "points": "many"})])
    done = run("rank", prizes, write("r.ndjson", content), DAY)
    assert done.code == 1
    assert "2 of 4 records could not be decided" in done.err
    tail = done.out.split("Could not be decided\n")[1].splitlines()
    assert [line.split(":")[0].strip() for line in tail] == ["#2", "C"]
    assert "[not-json]" in tail[0]
    assert "[wrong-type]" in tail[1]


@pytest.mark.parametrize(
    ("records", "code"), [([A, B], 0), ([A, {**B, "points": 90}], 1), ([A, {"code": "B"}], 1)]
)
def test_strict_exits_with_1_where_anything_is_for_review_or_could_change(run, prizes, write, records, code):
    path = write("r.ndjson", records)
    assert run("rank", prizes, path, DAY, "--strict", "--award=best").code == code
    assert run("rank", prizes, path, DAY, "--award=best").code == 0


def test_strict_looks_at_the_chosen_award_only(run, prizes, write):
    path = write("r.ndjson", [A, B, {**C, "district": None}])
    assert run("rank", prizes, path, DAY, "--strict", "--award=best").code == 0
    assert run("rank", prizes, path, DAY, "--strict").code == 1


def test_two_records_of_one_name_are_an_error(run, prizes, write):
    done = run("rank", prizes, write("r.ndjson", [A, B, {**B, "points": 3}]), DAY)
    assert (done.code, done.out) == (2, "")
    assert done.err == "error: /code: the members #2 and #3 have the same name [same-name]\n"


def test_an_award_that_is_not_there_is_wrong_use(run, prizes, write):
    done = run("rank", prizes, write("r.ndjson", [A]), DAY, "--award=bets")
    assert (done.code, done.out) == (2, "")
    assert done.err == "error: there is no ranked award `bets`; did you mean `best`?\n"


def test_an_award_that_is_not_ranked_is_wrong_use(run, prizes, write):
    done = run("rank", prizes, write("r.ndjson", [A]), DAY, "--award=thanks")
    assert done.code == 2
    assert "there is no ranked award `thanks`" in done.err


def test_a_policy_that_ranks_nothing_is_wrong_use(run, policy, good, write):
    done = run("rank", policy, write("r.ndjson", [good]), DAY)
    assert (done.code, done.err) == (2, "error: grant 2026 ranks no award and publishes nothing\n")


def test_no_records(run, prizes, write):
    done = run("rank", prizes, write("r.ndjson", []), DAY)
    assert done.code == 0
    assert "no records in" in done.err


def test_records_from_csv_and_standard_input(run, prizes):
    rows = io.StringIO()
    writer = csv.DictWriter(rows, fieldnames=list(A))
    writer.writeheader()
    writer.writerows([{**one, "cheated": "false"} for one in (A, B)])
    done = run("rank", prizes, "-", DAY, "--input-format=csv", "--award=best", stdin=rows.getvalue().encode())
    assert [row[:3] for row in table(done.out, "The best (best)")] == [
        ["1", "A", "won"],
        ["2", "B", "not won"],
    ]


def test_a_day_outside_of_the_edition(run, prizes, write):
    path = write("r.ndjson", [A])
    assert run("rank", prizes, path, "--as-of=2027-01-01").code == 2
    done = run("rank", prizes, path, "--as-of=2027-01-01", "--any-date")
    assert done.code == 0
    assert "the edition need not be in force on that day" in done.out


def test_output_to_a_file(run, prizes, write, tmp_path):
    done = run("rank", prizes, write("r.ndjson", [A]), DAY, "--output=out.txt")
    assert (done.code, done.out) == (0, "")
    assert (tmp_path / "out.txt").read_text(encoding="utf-8").startswith("Prizes (prizes 2026)\n")


def test_names_do_not_steer_the_terminal(run, prizes, write):
    done = run("rank", prizes, write("r.ndjson", [{**A, "code": "A\x1b[31m\n  1  B  won"}]), DAY)
    assert "\x1b" not in done.out
    assert len(table(done.out, "The best (best)")) == 1


@pytest.mark.parametrize("more", [{"points": None}, {"points": "many"}], ids=["open", "cannot be read"])
def test_names_of_several_lines_stay_on_one(run, prizes, write, more):
    done = run("rank", prizes, write("r.ndjson", [{**A, "code": "A\n  1  B  won", **more}]), DAY)
    assert "  1  B  won" not in done.out.splitlines()
    assert "A 1 B won: " in done.out


SENSITIVE = POLICY.replace("  code: text", "  code: {type: text, sensitive: true}")


def test_sensitive_names_are_numbers_unless_revealed(run, tmp_path, write):
    path = tmp_path / "secret.yaml"
    path.write_text(SENSITIVE, encoding="utf-8")
    records = write("r.ndjson", [A, {**B, "points": "many"}])
    masked = run("rank", path, records, DAY, "--award=best").out
    assert [row[1] for row in table(masked, "The best (best)")] == ["#1", "#2"]
    revealed = run("rank", path, records, DAY, "--award=best", "--reveal").out
    assert [row[1] for row in table(revealed, "The best (best)")] == ["A", "B"]


def test_help_shows_an_example(run):
    assert "policyrules rank awards.yaml groups.csv" in run("rank", "--help").out
