"""Checking whole folders: the editions of a policy side by side, each file once (docs: language, editions)."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

import policyrules
from engine.folders import dated, edition, told, write

#: A pack with a clause that no rule cites.
PACK = Path(__file__).parents[1] / "diagnostics" / "bad" / "clause-without-rule"


def found(folder, files):
    return told(policyrules.check(write(folder, files)))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("2024-01-01", "2024-12-31"), ("2025-01-01", None), []),
        (("2024-01-01", None), ("2025-01-01", None), []),
        (("2024-01-01", "2025-01-01"), ("2025-01-01", None), [("error", "editions-overlap", "2.yaml", 4)]),
        (("2024-01-01", "9999-12-31"), ("2025-01-01", None), [("error", "editions-overlap", "2.yaml", 4)]),
        (("2024-01-01", "2024-12-30"), ("2025-01-01", None), [("warning", "editions-gap", "2.yaml", 4)]),
        (("2024-01-01", None), ("2024-01-01", None), [("error", "editions-overlap", "2.yaml", 4)]),
        (("0001-01-01", None), ("0001-01-02", None), []),
    ],
)
def test_overlaps_are_errors_and_gaps_warnings_at_the_later_beginning(tmp_path, first, second, expected):
    assert found(tmp_path, {"g/1.yaml": dated(1, *first), "g/2.yaml": dated(2, *second)}) == expected


def test_an_edition_that_outlasts_its_successor_overlaps_with_the_next_one(tmp_path):
    files = {
        "g/1.yaml": dated(1, "2020-01-01", "2030-12-31"),
        "g/2.yaml": dated(2, "2021-01-01", "2021-12-31"),
        "g/3.yaml": dated(3, "2022-01-01"),
    }
    findings = policyrules.check(write(tmp_path, files))
    assert told(findings) == [
        ("error", "editions-overlap", "2.yaml", 4),
        ("error", "editions-overlap", "3.yaml", 4),
    ]
    assert all("`1` is in force until 2030-12-31" in one.message for one in findings)


def test_three_of_one_beginning_are_told_in_pairs_and_their_successor_is_fine(tmp_path):
    files = {f"g/{name}.yaml": dated(name, "2024-01-01") for name in "abc"} | {
        "g/d.yaml": dated("d", "2025-01-01")
    }
    assert [code for _, code, *_ in found(tmp_path, files)] == ["editions-overlap", "editions-overlap"]


def test_editions_that_both_have_no_beginning_overlap(tmp_path):
    files = {"g/1.yaml": edition(1), "g/2.yaml": edition(2)}
    [one] = policyrules.check(write(tmp_path, files))
    assert (one.code, one.message) == (
        "editions-overlap",
        "neither of the editions `1` and `2` says from when it is in force",
    )


def test_drafts_leave_no_gaps_and_overlap_with_nothing(tmp_path):
    files = {
        "g/1.yaml": dated(1, "2024-01-01", "2024-12-31"),
        "g/2.yaml": dated(2, "2024-06-01", "2026-06-01", status="draft"),
        "g/3.yaml": dated(3, "2025-01-01"),
    }
    assert found(tmp_path, files) == []


@pytest.mark.parametrize(("until", "expected"), [(None, ["no-end"]), ("2012-12-31", [])])
def test_a_historical_edition_that_nothing_ends_is_warned_of(tmp_path, until, expected):
    files = {"g/1.yaml": dated(1, "2011-01-01", until, status="historical")}
    assert [one.code for one in policyrules.check(write(tmp_path, files))] == expected


def test_a_historical_edition_is_ended_by_its_successor(tmp_path):
    files = {"g/1.yaml": dated(1, "2011-01-01", status="historical"), "g/2.yaml": dated(2, "2020-01-01")}
    assert found(tmp_path, files) == []


def test_windows_are_not_compared_where_one_cannot_be_read(tmp_path):
    files = {
        "g/1.yaml": dated(1, "2024-01-01", "2024-12-31"),
        "g/2.yaml": dated(2, "2025-13-01", "2025-12-31"),
        "g/3.yaml": dated(3, "2026-01-01"),
    }
    assert found(tmp_path, files) == [("error", "no-such-date", "2.yaml", 4)]


def test_editions_of_different_policies_have_nothing_to_do_with_each_other(tmp_path):
    files = {"a.yaml": dated(1, "2024-01-01", policy="a"), "b.yaml": dated(1, "2024-01-01", policy="b")}
    assert found(tmp_path, files) == []


def test_two_files_with_the_same_edition_are_an_error_wherever_they_lie(tmp_path):
    files = {"a/1.yaml": dated(1, "2024-01-01"), "b/1.yaml": dated(1, "2025-01-01")}
    [one] = policyrules.check(write(tmp_path, files))
    assert (one.code, one.file, one.line) == ("duplicate-edition", str(tmp_path / "b/1.yaml"), 2)
    assert one.notes[0].span.source.name == str(tmp_path / "a/1.yaml")


def test_an_edition_in_the_folder_of_another_policy_is_an_error(tmp_path):
    files = {"grant/1.yaml": edition(1), "grant/2.yaml": edition(1, policy="gramt")}
    assert found(tmp_path, files) == [("error", "misfiled", "2.yaml", 1)]


def test_in_a_pack_a_folder_has_the_name_of_its_policy(tmp_path):
    pack = "title: a pack\n"
    findings = policyrules.check(
        write(tmp_path, {"pack.yaml": pack, "grant/1.yaml": edition(1, policy="gramt")})
    )
    assert "misfiled" in [one.code for one in findings]
    write(tmp_path, {"grant/1.yaml": edition(1)})
    assert "misfiled" not in [one.code for one in policyrules.check(tmp_path)]


def test_a_folder_of_any_name_may_hold_several_policies(tmp_path):
    assert found(tmp_path, {"all/a.yaml": edition(1, policy="a"), "all/b.yaml": edition(2, policy="b")}) == []


def test_a_file_called_as_another_edition_is_warned_of(tmp_path):
    files = {"grant/2026.yaml": edition(2027)}
    assert found(tmp_path, files) == [("warning", "misnamed", "2026.yaml", 2)]
    assert told(policyrules.check(tmp_path / "grant/2026.yaml")) == []


def test_a_folder_given_from_the_working_folder_is_checked_as_one_given_in_full(tmp_path, monkeypatch):
    write(tmp_path, {"grant/2026.yaml": edition(2027)})
    monkeypatch.chdir(tmp_path / "grant")
    assert told(policyrules.check(".")) == [("warning", "misnamed", "2026.yaml", 2)]
    assert [one.file for one in policyrules.check("../grant")] == [os.path.join("..", "grant", "2026.yaml")]  # noqa: PTH118 - as messages write it


@pytest.mark.parametrize("name", ["pack.yaml", "clauses.yml", "a.test.yaml"])
def test_other_files_of_a_pack_are_no_policies_when_named_outright(tmp_path, name):
    write(tmp_path, {name: "title: x\n"})
    assert told(policyrules.check(tmp_path / name)) == [("error", "not-a-policy", name, 1)]
    with pytest.raises(policyrules.PolicyError, match="not-a-policy"):
        policyrules.open_library(tmp_path / name)


def test_a_list_of_seals_named_outright_is_no_policy_and_its_damage_is_told(tmp_path):
    write(tmp_path, {"editions.lock": "title: x\n"})
    found = told(policyrules.check(tmp_path / "editions.lock"))
    assert found == [
        ("error", "damaged-lock", "editions.lock", 1),
        ("error", "not-a-policy", "editions.lock", 1),
    ]


def test_other_files_of_a_pack_that_are_not_there_are_an_os_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        policyrules.check(tmp_path / "pack.yaml")


def test_a_policy_file_may_have_any_other_name(tmp_path):
    write(tmp_path, {"grant.txt": edition(1), ".hidden.yaml": edition(1)})
    assert policyrules.check(tmp_path / "grant.txt") == []
    assert policyrules.check(tmp_path / ".hidden.yaml") == []


def test_records_documents_suites_and_hidden_files_are_passed_over(tmp_path):
    other = "neither: a policy\n"
    files = {
        "grant/1.yaml": edition(1),
        "grant/a.test.yaml": other,
        ".git/config.yaml": other,
        "grant/.draft.yaml": other,
    }
    assert found(tmp_path, files) == []


def test_records_and_documents_beside_a_pack_file_are_no_policies(tmp_path):
    files = {"pack.yaml": "title: a pack\n", "records/r.yaml": "- 1\n", "documents/d.yaml": "- 1\n"}
    looked_at = {Path(one.file).name for one in policyrules.check(write(tmp_path, files))}
    assert not looked_at & {"r.yaml", "d.yaml"}
    (tmp_path / "pack.yaml").unlink()
    looked_at = {Path(one.file).name for one in policyrules.check(tmp_path)}
    assert looked_at == {"r.yaml", "d.yaml"}


def test_findings_are_sorted_by_file_and_place(tmp_path):
    wrong = "policy: a\nedition: 1\nfacts: {a: numbr, b: numbr}\nbars: {}\n"
    findings = policyrules.check(write(tmp_path, {"b/1.yaml": wrong, "a/1.yaml": wrong.replace("a", "x", 1)}))
    places = [(one.file, one.line, one.column) for one in findings]
    assert len(places) >= 4
    assert places == sorted(places)


def test_findings_about_editions_stand_among_those_of_their_file(tmp_path):
    text = edition(2027).replace("members < fewest", "membrs < fewest")
    findings = policyrules.check(write(tmp_path, {"grant/2026.yaml": text}))
    assert [one.code for one in findings] == ["misnamed", "unknown-name"]


def test_rules_of_a_pack_that_cannot_be_read_are_not_missed(tmp_path):
    shutil.copytree(PACK, tmp_path / "pack")
    assert "clause-without-rule" in [one.code for one in policyrules.check(tmp_path)]
    write(tmp_path, {"pack/other/1.yaml": "["})
    assert "clause-without-rule" not in [one.code for one in policyrules.check(tmp_path)]


def test_the_errors_of_a_base_are_told_once(tmp_path):
    amended = "policy: grant\nedition: {}\namends: 1\nin_force: {{from: {}}}\nchanges: {{parameters: {{fewest: {{value: 9, assumed: x}}}}}}\n"
    files = {
        "g/1.yaml": dated(1, "2024-01-01") + "definitions: {d: membrs > 1}\n",
        "g/2.yaml": amended.format(2, "2025-01-01"),
        "g/3.yaml": amended.format(3, "2026-01-01"),
    }
    findings = policyrules.check(write(tmp_path, files))
    assert [one.code for one in findings if one.file.endswith("1.yaml")] == ["unknown-name"]


def test_each_file_of_a_folder_is_opened_once(tmp_path, monkeypatch):
    write(tmp_path, {"g/1.yaml": dated(1, "2024-01-01"), "g/2.yaml": dated(2, "2025-01-01")})
    opened = []
    original = Path.open

    def counting(self, *arguments, **options):
        opened.append(self.name)
        return original(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", counting)
    assert policyrules.check(tmp_path) == []
    assert sorted(opened) == ["1.yaml", "2.yaml"]
