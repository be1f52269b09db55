"""A library picks the edition that is in force (docs: language, editions)."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

import policyrules
from engine.folders import dated, edition, write

THREE = {
    "grant/2024.yaml": dated(2024, "2024-01-01", "2024-12-31", status="historical", limit="3"),
    "grant/2025.yaml": dated(2025, "2025-01-01", limit="5"),
    "grant/2026.yaml": dated(2026, "2026-07-01", limit="7"),
    "loan/1.yaml": edition(1, policy="loan"),
}


@pytest.fixture
def library(tmp_path):
    return policyrules.open_library(write(tmp_path, THREE))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2024-01-01", "2024"),
        ("2024-12-31", "2024"),
        ("2025-01-01", "2025"),
        ("2026-06-30", "2025"),
        ("2026-07-01", "2026"),
        ("9999-12-31", "2026"),
    ],
)
def test_the_edition_in_force_is_picked_at_both_ends_of_its_days(library, day, name):
    assert library.policy("grant", on=day).edition == name
    assert library.policy("grant", on=date.fromisoformat(day)).edition == name


def test_each_edition_decides_by_its_own_figures(library):
    record = {"members": 4}
    days = {"2024-06-01": "clear", "2025-06-01": "barred", "2026-08-01": "barred"}
    for day, outcome in days.items():
        decision = library.policy("grant", on=day).evaluate(record, as_of=day)
        assert decision.bars["small"].outcome == outcome


def test_an_edition_without_dates_is_always_in_force(library):
    assert library.policy("loan", on="0001-01-01").edition == "1"
    assert library.policy("loan", on="9999-12-31").edition == "1"


def test_an_edition_without_a_beginning_comes_first_and_ends_before_the_next(tmp_path):
    files = {"g/a.yaml": dated("a", "2025-01-01"), "g/z.yaml": edition("z")}
    library = policyrules.open_library(write(tmp_path, files))
    assert [one.edition for one in library.editions("grant")] == ["z", "a"]
    assert [one.ends for one in library.editions("grant")] == [date(2024, 12, 31), None]


def test_ids_and_editions_are_listed_in_order(library):
    assert library.policies == ("grant", "loan")
    assert [one.edition for one in library.editions("grant")] == ["2024", "2025", "2026"]
    assert library.edition("grant", "2025") == library.editions("grant")[1]
    assert repr(library) == "<Library of grant, loan>"
    assert library.warnings == ()


def test_an_edition_knows_the_end_that_its_successor_gives_it(library):
    one = library.edition("grant", "2025")
    assert (one.starts, one.ends, one.status) == (date(2025, 1, 1), date(2026, 6, 30), "in-force")
    assert one.in_force("2026-06-30")
    assert not one.in_force("2026-07-01")
    assert one.evaluate({}, as_of="2026-06-30")
    with pytest.raises(
        policyrules.NoEditionInForce, match="from 2025-01-01 until 2026-06-30, not on 2026-07-01"
    ):
        one.evaluate({}, as_of="2026-07-01")
    assert one.evaluate({}, as_of="2026-07-01", any_date=True).any_date


def test_the_last_edition_has_no_end(library):
    assert library.edition("grant", "2026").ends is None


def test_outside_of_a_library_an_edition_has_only_its_own_end(library, tmp_path):
    alone = policyrules.load(tmp_path / "grant/2025.yaml")
    assert alone.ends is None
    assert alone != library.edition("grant", "2025")


def test_before_the_first_edition_the_windows_are_told(library):
    with pytest.raises(policyrules.NoEditionInForce) as caught:
        library.policy("grant", on="2023-12-31")
    assert str(caught.value) == (
        "no edition of `grant` is in force on 2023-12-31: there is `2024` from 2024-01-01 until 2024-12-31, "
        "`2025` from 2025-01-01 until 2026-06-30, `2026` from 2026-07-01 on"
    )


def test_between_two_editions_none_is_in_force(tmp_path):
    files = {"g/1.yaml": dated(1, "2024-01-01", "2024-12-31"), "g/2.yaml": dated(2, "2025-02-01")}
    library = policyrules.open_library(write(tmp_path, files))
    assert [one.code for one in library.warnings] == ["editions-gap"]
    assert library.policy("grant", on="2024-12-31").edition == "1"
    assert library.policy("grant", on="2025-02-01").edition == "2"
    for day in ("2025-01-01", "2025-01-31"):
        with pytest.raises(policyrules.NoEditionInForce):
            library.policy("grant", on=day)


def test_a_draft_is_never_chosen_and_ends_nothing(tmp_path):
    files = {"g/1.yaml": dated(1, "2024-01-01"), "g/2.yaml": dated(2, "2025-01-01", status="draft")}
    library = policyrules.open_library(write(tmp_path, files))
    assert library.policy("grant", on="2025-06-01").edition == "1"
    assert library.edition("grant", "1").ends is None
    assert library.edition("grant", "2").status == "draft"
    assert [one.edition for one in library.editions("grant")] == ["1", "2"]


def test_where_all_editions_are_drafts_none_is_in_force(tmp_path):
    library = policyrules.open_library(write(tmp_path, {"g/1.yaml": dated(1, "2024-01-01", status="draft")}))
    with pytest.raises(policyrules.NoEditionInForce, match="all its editions are drafts"):
        library.policy("grant", on="2024-06-01")


def test_an_unknown_policy_is_told_with_what_may_be_meant(library):
    with pytest.raises(policyrules.NotInLibrary) as caught:
        library.policy("grnat", on="2025-01-01")
    assert str(caught.value) == "there is no policy `grnat` in this library; did you mean `grant`?"
    assert isinstance(caught.value, policyrules.PolicyrulesError)
    with pytest.raises(policyrules.NotInLibrary, match="it holds `grant`, `loan`"):
        library.editions("xyz")


def test_an_unknown_edition_is_told_with_those_there_are(library):
    with pytest.raises(
        policyrules.NotInLibrary, match="`grant` has no edition `x`; there are `2024`, `2025`, `2026`"
    ):
        library.edition("grant", "x")
    with pytest.raises(policyrules.NotInLibrary, match="did you mean `2024`"):
        library.edition("grant", "20244")


@pytest.mark.parametrize("day", ["2025", "2025-02-30", "", None, 5])
def test_a_day_that_is_none_is_refused(library, day):
    with pytest.raises(ValueError, match="on must be a date"):
        library.policy("grant", on=day)


def test_everything_that_is_wrong_is_raised_at_once(tmp_path):
    files = {"a/1.yaml": "policy: a\nedition: 1\nfacts: {a: numbr}\n", "b/1.yaml": "[", **THREE}
    with pytest.raises(policyrules.PolicyError) as caught:
        policyrules.open_library(write(tmp_path, files))
    assert {one.file for one in caught.value.diagnostics} == {
        str(tmp_path / "a/1.yaml"),
        str(tmp_path / "b/1.yaml"),
    }


def test_a_library_without_policies_is_an_error(tmp_path):
    with pytest.raises(policyrules.PolicyError, match="there are no policy files in"):
        policyrules.open_library(tmp_path)


def test_a_path_that_is_not_there_is_an_os_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        policyrules.open_library(tmp_path / "absent")


def test_a_file_larger_than_the_limit_is_an_error(tmp_path):
    write(tmp_path, THREE)
    with pytest.raises(policyrules.PolicyError, match="file-too-large"):
        policyrules.open_library(tmp_path, limit=50)


def test_a_library_of_one_file_holds_its_edition(tmp_path):
    write(tmp_path, THREE)
    library = policyrules.open_library(tmp_path / "grant/2025.yaml")
    assert [one.edition for one in library.editions("grant")] == ["2025"]


def test_warnings_of_an_edition_are_those_of_the_file_too(tmp_path):
    text = (
        edition(1)
        + "scorecard: {indicators: {a: {weight: 10, when: members > 1}}, grades: {low: '< 5', high: '>= 5'}}\n"
    )
    text += "vetoes: {v: {when: members > 9, effects: {e: {grade: down 1}}}}\n"
    library = policyrules.open_library(write(tmp_path, {"g/1.yaml": text}))
    assert [one.code for one in library.edition("grant", "1").warnings] == ["grade-order"]
    assert [one.code for one in library.warnings] == ["grade-order"]


def test_a_library_goes_through_a_pickle(library):
    again = pickle.loads(pickle.dumps(library))  # noqa: S301 - made here
    assert again == library
    assert again.edition("grant", "2025").ends == date(2026, 6, 30)
    assert again.policy("grant", on="2025-01-01").digest == library.policy("grant", on="2025-01-01").digest


def test_a_library_cannot_be_changed(library):
    with pytest.raises(AttributeError):
        library.other = 1
    with pytest.raises(AttributeError):
        library.policies = ()


def test_threads_can_share_a_library(library):
    def decide(month):
        day = f"2026-{month:02}-15"
        return library.policy("grant", on=day).evaluate({"members": 6}, as_of=day).bars["small"].outcome.value

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(decide, [*range(1, 13)] * 5))
    assert found == (["clear"] * 6 + ["barred"] * 6) * 5


def test_policies_of_a_pack_stand_under_its_notice(tmp_path):
    files = {
        "pack/pack.yaml": "title: a pack\nnotice: not for use\n",
        "pack/loan/1.yaml": THREE["loan/1.yaml"],
    }
    library = policyrules.open_library(write(tmp_path, files))
    assert library.edition("loan", "1") == policyrules.load(tmp_path / "pack/loan/1.yaml")
    assert library.edition("loan", "1").checked.edition.notice.pick("en") == "not for use"


def test_a_pack_file_that_cannot_be_read_keeps_its_policies_from_being_used(tmp_path):
    files = {"pack/pack.yaml": "[", "pack/loan/1.yaml": THREE["loan/1.yaml"]}
    with pytest.raises(policyrules.PolicyError, match="yaml-syntax"):
        policyrules.open_library(write(tmp_path, files))


def test_an_amended_edition_is_one_like_the_others(tmp_path):
    amended = (
        "policy: grant\nedition: 2027\namends: 2026\nin_force: {from: 2027-01-01}\n"
        "changes: {parameters: {fewest: {value: 9, assumed: for tests}}}\nunchanged: []\n"
    )
    files = {"grant/2026.yaml": dated(2026, "2026-01-01"), "grant/2027.yaml": amended}
    library = policyrules.open_library(write(tmp_path, files))
    assert library.edition("grant", "2026").ends == date(2026, 12, 31)
    decided = [
        library.policy("grant", on=day).evaluate({"members": 8}, as_of=day).bars["small"].outcome.value
        for day in ("2026-12-31", "2027-01-01")
    ]
    assert decided == ["clear", "barred"]
