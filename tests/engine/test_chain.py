"""Amendments and the files that they are built on (docs: language, amendments)."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

import policyrules
from policyrules.engine.chain import sources_of
from policyrules.text.diagnostic import Diagnostics

LIMIT = 100_000
FIRST = """\
policy: grant
edition: 2026
in_force: {from: 2026-01-01}
facts: {members: {type: number, min: 0}}
parameters: {least: {value: 5, source: {clause: 3}}}
bars: {main: {modality: must not, grounds: {small: {when: members < least}}}}
"""


def amendment(edition, amends, value):
    return (
        f"policy: grant\nedition: {edition}\namends: {amends}\nin_force: {{from: {edition}-01-01}}\n"
        f"changes: {{parameters: {{least: {{value: {value}, source: {{clause: 3}}}}}}}}\n"
    )


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "2026.yaml").write_text(FIRST, encoding="utf-8")
    (tmp_path / "2027.yaml").write_text(amendment(2027, 2026, 7), encoding="utf-8")
    (tmp_path / "2028.yaml").write_text(amendment(2028, 2027, 9), encoding="utf-8")
    return tmp_path


def found(path, limit=LIMIT):
    diagnostics = Diagnostics()
    sources = sources_of(path, diagnostics, limit)
    return [source.name for source in sources], [(one.code, one.line) for one in diagnostics.sorted()]


def test_a_whole_file_stands_alone(folder):
    assert found(folder / "2026.yaml") == ([str(folder / "2026.yaml")], [])


def test_the_oldest_file_comes_first(folder):
    names = [str(folder / f"{year}.yaml") for year in (2026, 2027, 2028)]
    assert found(folder / "2028.yaml") == (names, [])


def test_the_other_ending_is_found_as_well(folder):
    (folder / "2026.yaml").rename(folder / "2026.yml")
    assert [Path(name).name for name in found(folder / "2027.yaml")[0]] == ["2026.yml", "2027.yaml"]


def test_a_base_that_is_not_there_is_told_where_it_is_named(folder):
    (folder / "2026.yaml").unlink()
    assert found(folder / "2028.yaml") == ([], [("no-base", 3)])
    with pytest.raises(policyrules.PolicyError) as raised:
        policyrules.load(folder / "2028.yaml")
    [one] = raised.value.diagnostics
    assert one.file == str(folder / "2027.yaml")
    assert "the other editions there: 2028" in one.help


def test_a_base_whose_name_is_too_long_for_any_file_is_told_where_it_is_named(folder):
    (folder / "2029.yaml").write_text(amendment(2029, "市" * 100, 9), encoding="utf-8")
    assert found(folder / "2029.yaml") == ([], [("no-base", 3)])


def test_a_base_that_cannot_be_opened_is_told_where_it_is_named(folder, monkeypatch):
    opened = Path.open

    def denied(path, *arguments, **options):
        if path.name == "2026.yaml":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", denied)
    diagnostics = Diagnostics()
    assert sources_of(folder / "2027.yaml", diagnostics, LIMIT) == ()
    assert [(one.code, one.line) for one in diagnostics.sorted()] == [("no-base", 3)]
    assert diagnostics.sorted()[0].message.endswith("cannot be read: permission denied")


def test_the_file_itself_raises_when_it_cannot_be_opened(tmp_path):
    with pytest.raises(FileNotFoundError):
        sources_of(tmp_path / "2027.yaml", Diagnostics(), LIMIT)


@pytest.mark.parametrize(("content", "code"), [(b"\xff", "not-utf8"), (b" " * (LIMIT + 1), "file-too-large")])
def test_a_base_that_is_no_text_is_told_of_the_base(folder, content, code):
    (folder / "2026.yaml").write_bytes(content)
    diagnostics = Diagnostics()
    assert sources_of(folder / "2027.yaml", diagnostics, LIMIT) == ()
    assert [(one.code, one.file) for one in diagnostics.sorted()] == [(code, str(folder / "2026.yaml"))]


def test_editions_that_amend_each_other_are_told_wherever_one_begins(folder):
    (folder / "2026.yaml").write_text(amendment(2026, 2027, 3), encoding="utf-8")
    for year in (2026, 2027, 2028):
        assert found(folder / f"{year}.yaml") == ([], [("amends-circle", 3)])


def test_no_other_folder_is_looked_into(folder):
    inner = folder / "inner"
    inner.mkdir()
    (inner / "2027.yaml").write_text(amendment(2027, "../2026", 7), encoding="utf-8")
    with pytest.raises(policyrules.PolicyError) as raised:
        policyrules.load(inner / "2027.yaml")
    assert [one.code for one in raised.value.diagnostics] == ["bad-id"]


def test_a_policy_is_loaded_with_what_it_amends(folder):
    policy = policyrules.load(folder / "2028.yaml")
    assert (policy.edition, policy.checked.edition.parameters[0].value) == ("2028", 9)
    decision = policy.evaluate({"members": 8}, as_of="2028-05-01")
    assert decision.bars["main"].outcome == "barred"


def test_a_text_is_loaded_with_the_policy_that_it_amends(folder):
    first = policyrules.loads(FIRST, name="2026.yaml")
    second = policyrules.loads(amendment(2027, 2026, 7), amends=first)
    third = policyrules.loads(amendment(2028, 2027, 9), amends=second)
    assert third == policyrules.load(folder / "2028.yaml")
    assert third.digest == policyrules.load(folder / "2028.yaml").digest


def test_a_text_without_the_policy_that_it_amends_is_refused():
    with pytest.raises(policyrules.PolicyError, match="is not given") as raised:
        policyrules.loads(amendment(2027, 2026, 7))
    assert [one.code for one in raised.value.diagnostics] == ["no-base"]


def test_a_whole_text_amends_no_policy():
    with pytest.raises(policyrules.PolicyError) as raised:
        policyrules.loads(FIRST.replace("2026", "2027"), amends=policyrules.loads(FIRST))
    assert ("missing-key", "the key `amends` is missing") in {
        (one.code, one.message) for one in raised.value.diagnostics
    }


def test_faults_of_the_base_are_told_once_and_where_they_are(folder):
    (folder / "2026.yaml").write_text(FIRST.replace("members <", "membrs <"), encoding="utf-8")
    with pytest.raises(policyrules.PolicyError) as raised:
        policyrules.load(folder / "2028.yaml")
    [one] = raised.value.diagnostics
    assert (one.code, one.file, one.line, one.notes) == ("unknown-name", str(folder / "2026.yaml"), 6, ())


def test_what_an_amendment_breaks_elsewhere_names_the_amendment(folder):
    change = amendment(2028, 2027, 9).replace("least: {value: 9, source: {clause: 3}}", "least: repealed")
    (folder / "2028.yaml").write_text(change, encoding="utf-8")
    with pytest.raises(policyrules.PolicyError) as raised:
        policyrules.load(folder / "2028.yaml")
    [one] = raised.value.diagnostics
    assert (one.code, one.file) == ("unknown-name", str(folder / "2026.yaml"))
    [note] = one.notes
    assert "`2028`" in note.message
    assert note.span.source.name == str(folder / "2028.yaml")


def test_an_amended_policy_can_be_pickled(folder):
    policy = policyrules.load(folder / "2028.yaml")
    again = pickle.loads(pickle.dumps(policy))  # noqa: S301 - made here
    assert again == policy
    decision = policy.evaluate({}, as_of="2028-05-01")
    carried = pickle.loads(pickle.dumps(decision))  # noqa: S301 - made here
    assert carried.explain(format="json") == decision.explain(format="json")


def places(node):
    yield node["id"] if "id" in node else node["kind"], node["place"]
    for child in node.get("children", ()):
        yield from places(child)


def test_a_trace_names_the_edition_where_it_is_another(folder):
    changes = "changes: {bars: {main: {grounds: {few: {when: members < 2}}}}}\nunchanged: [least]\n"
    (folder / "2028.yaml").write_text(
        amendment(2028, 2027, 9).split("changes")[0] + changes, encoding="utf-8"
    )
    policy = policyrules.load(folder / "2028.yaml")
    text = policy.evaluate({"members": 8}, as_of="2028-05-01").explain(format="json")
    found = {name: place.get("edition") for name, place in places(json.loads(text)["tree"]) if name}
    assert found["grant"] is found["main"] is found["few"] is None
    assert found["small"] == "2026"
    assert str(folder) not in text


def test_a_problem_is_named_with_the_file_in_which_it_stands(folder):
    (folder / "2026.yaml").write_text(
        FIRST.replace("members < least", "1 / members < least"), encoding="utf-8"
    )
    [problem] = policyrules.load(folder / "2027.yaml").evaluate({"members": 0}, as_of="2027-05-01").problems
    assert problem.place.startswith(f"{folder / '2026.yaml'}:6:")
