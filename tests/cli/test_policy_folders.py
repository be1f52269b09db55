"""Where a command takes a policy, it may also be the folder with its editions."""

import json

import pytest

from engine.folders import dated, write


@pytest.fixture
def folder(tmp_path):
    """Two policies; one has two editions with different figures."""
    write(
        tmp_path,
        {
            "all/grant/2025.yaml": dated(2025, "2025-01-01", limit="5"),
            "all/grant/2026.yaml": dated(2026, "2026-01-01", "2026-12-31", limit="7"),
            "all/loan/1.yaml": dated(1, "2026-01-01", "2026-12-31", policy="loan"),
            "r.ndjson": '{"members": 6}\n',
        },
    )
    return tmp_path


@pytest.mark.parametrize(
    ("day", "edition", "outcome"), [("2025-12-31", "2025", "clear"), ("2026-01-01", "2026", "barred")]
)
@pytest.mark.usefixtures("folder")
def test_the_edition_in_force_decides(run, day, edition, outcome):
    [decision] = run("evaluate", "all/grant", "r.ndjson", "--as-of", day).lines
    assert (decision["edition"], decision["bars"]["small"]["outcome"]) == (edition, outcome)
    explained = run("explain", "all/grant", "r.ndjson", "--as-of", day)
    assert f"(grant {edition})" in explained.out
    assert f"small: {outcome}" in explained.out


@pytest.mark.parametrize("command", ["evaluate", "explain"])
@pytest.mark.usefixtures("folder")
def test_where_no_edition_is_in_force_it_is_told_which_is_when(run, command):
    done = run(command, "all/grant", "r.ndjson", "--as-of", "2027-01-01")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "error: no edition of `grant` is in force on 2027-01-01: there is `2025` from 2025-01-01 until 2025-12-31, "
        "`2026` from 2026-01-01 until 2026-12-31; to decide all the same, name the file of an edition and add --any-date\n"
    )


@pytest.mark.usefixtures("folder")
def test_the_only_edition_of_a_folder_decides_for_its_own_days(run):
    done = run("evaluate", "all/loan", "r.ndjson", "--as-of", "2027-01-01")
    assert done.code == 2
    assert done.err.startswith("error: no edition of `loan` is in force on 2027-01-01: there is `1` from ")


@pytest.mark.usefixtures("folder")
def test_any_date_takes_the_only_edition_and_never_chooses_between_several(run):
    [decision] = run("evaluate", "all/loan", "r.ndjson", "--as-of", "2027-01-01", "--any-date").lines
    assert (decision["edition"], decision["any_date"]) == ("1", True)
    done = run("evaluate", "all/grant", "r.ndjson", "--as-of", "2027-01-01", "--any-date")
    assert (done.code, done.out) == (2, "")


@pytest.mark.usefixtures("folder")
def test_a_folder_of_several_policies_does_not_say_which_decides(run):
    done = run("evaluate", "all", "r.ndjson", "--as-of", "2026-01-01")
    assert done.code == 2
    assert (
        done.err
        == "error: there are several policies in `all`: `grant`, `loan`; name the folder of one of them\n"
    )


def test_a_folder_without_policies_is_wrong_use(run, folder):
    (folder / "empty").mkdir()
    done = run("evaluate", "empty", "r.ndjson", "--as-of", "2026-01-01")
    assert done.code == 2
    assert "there are no policy files in `empty`" in done.err


def test_errors_of_any_edition_keep_the_folder_from_deciding(run, folder):
    write(folder, {"all/grant/2027.yaml": "policy: grant\nedition: 2027\nfacts: {a: numbr}\n"})
    done = run("evaluate", "all/grant", "r.ndjson", "--as-of", "2026-01-01")
    assert (done.code, done.out) == (2, "")
    assert "error[unknown-type]" in done.err


def test_records_are_checked_by_the_edition_in_force(run, folder):
    write(
        folder,
        {
            "all/grant/2025.yaml": dated(2025, "2025-01-01").replace(
                "members: number", "members: {type: number, max: 5}"
            )
        },
    )
    late, early = (
        run("check", "all/grant", "--records", "r.ndjson", "--as-of", day)
        for day in ("2026-05-01", "2025-05-01")
    )
    assert late.out == "2 policies, no errors\n"
    assert (early.code, "error[too-large]" in early.out) == (1, True)


@pytest.mark.usefixtures("folder")
def test_records_need_a_day_to_be_checked_by_one_of_several_editions(run):
    done = run("check", "all/grant", "--records", "r.ndjson")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "error: there are 2 policies in `all/grant`; add --as-of to check records by the edition in force\n"
    )
    assert run("check", "all/loan", "--records", "r.ndjson").code == 0


def test_findings_about_a_folder_are_told_once_even_where_paths_overlap(run, folder):
    write(
        folder,
        {
            "all/grant/2026.yaml": dated(2026, "2026-01-01", limit="5").replace(
                "edition: 2026", "edition: 2025"
            )
        },
    )
    done = run("check", "all", "all/grant", "--format=json")
    assert done.code == 1
    assert [one["code"] for one in json.loads(done.out)].count("duplicate-edition") == 1


def test_a_suite_named_outright_is_no_policy(run, folder):
    write(folder, {"a.test.yaml": "suite: grant\n"})
    done = run("check", "a.test.yaml")
    assert done.code == 1
    assert "error[not-a-policy]: `a.test.yaml` is no policy file" in done.out
    assert "run it: `policyrules test`" in done.out
    assert "Traceback" not in run("evaluate", "a.test.yaml", "r.ndjson", "--as-of", "2026-01-01").err
