"""A sealed edition must not change its meaning (docs: language, seals)."""

from __future__ import annotations

import re

import pytest

import policyrules
from engine.folders import dated, edition, told, write
from policyrules.checking.seals import read_lock
from policyrules.engine.sealing import plan_seals
from policyrules.text.diagnostic import Diagnostics
from policyrules.text.source import SourceText

FULL = """\
policy: grant
edition: 2026
title: Grants
in_force: {from: 2026-01-01}
facts:
  members: {type: number, label: members}
  audited: flag
parameters:
  fewest: {value: 5, assumed: for tests}
definitions:
  large: members > 100
tables:
  points: {inputs: [members], rows: [{when: ["< 10"], then: 1}], otherwise: 2}
bars:
  small:
    modality: must not
    grounds:
      few: {when: members < fewest}
      unaudited: {when: not audited}
scorecard:
  indicators:
    size: {weight: 10, when: large}
    order: {weight: 20, table: points}
  adjustments:
    extra: {points: 1}
  grades: {good: ">= 15", poor: "< 15"}
vetoes:
  none: {when: members = 0, effects: {last: {grade: poor}, out: {deny: all}}}
"""


def seal(path):
    """Seal what is below a path, and return the lists that were written."""
    lists = plan_seals(path).lists
    for one in lists:
        one.path.write_text(one.text + "\n", encoding="utf-8")
    return [one.path for one in lists]


@pytest.fixture
def sealed(tmp_path):
    """A folder with one sealed edition."""
    write(tmp_path, {"grant/2026.yaml": FULL})
    assert seal(tmp_path) == [tmp_path / "grant/editions.lock"]
    return tmp_path


def changed(folder, *changes):
    """What `check` says of the sealed edition with some of its text exchanged."""
    text = FULL
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    write(folder, {"grant/2026.yaml": text})
    return policyrules.check(folder)


def test_what_was_sealed_and_not_touched_is_fine(sealed):
    assert policyrules.check(sealed) == []
    assert policyrules.check(sealed / "grant/2026.yaml") == []
    assert policyrules.open_library(sealed).policies == ("grant",)


@pytest.mark.parametrize(
    ("old", "new", "told_"),
    [
        ("value: 5", "value: 6", "the parameter `fewest` was changed"),
        ("assumed: for tests", "assumed: no longer", "the parameter `fewest` was changed"),
        ("members: {type: number,", "members: {type: number, min: 0,", "the fact `members` was changed"),
        ("audited: flag", "audited: flag\n  founded: date", "the fact `founded` was added"),
        ("members > 100", "members > 101", "the definition `large` was changed"),
        ("then: 1", "then: 3", "the table `points` was changed"),
        ("must not", "should not", "the bar `small` was changed"),
        ("not audited", "audited", "the ground `unaudited` of the bar `small` was changed"),
        (
            "      unaudited: {when: not audited}\n",
            "",
            "the ground `unaudited` of the bar `small` was removed",
        ),
        ("weight: 10", "weight: 11", "the indicator `size` was changed"),
        ("points: 1}", "points: 2}", "the adjustment `extra` was changed"),
        ("  adjustments:\n    extra: {points: 1}\n", "", "the adjustment `extra` was removed"),
        ('good: ">= 15", poor: "< 15"', 'good: ">= 16", poor: "< 16"', "the scorecard was changed"),
        ("grade: poor", "grade: good", "the veto `none` was changed"),
        ("from: 2026-01-01", "from: 2026-01-02", "`in_force.from` was changed"),
        ("from: 2026-01-01", "from: 2026-01-01, until: 2026-12-31", "`in_force.until` was changed"),
        ("title: Grants", "time_zone: '+08:00'", "`time_zone` was changed"),
        ("title: Grants", "status: draft", "`status` was changed"),
        ("title: Grants", "calendar: {month_end: up}", "`calendar` was changed"),
    ],
)
def test_a_change_of_meaning_is_an_error_that_tells_what_was_changed(sealed, old, new, told_):
    [one] = changed(sealed, (old, new))
    assert (one.severity, one.code, one.line, one.column) == ("error", "sealed-edition", 2, 10)
    assert one.message == f"the edition `2026` of `grant` is sealed, but {told_}"
    assert "policyrules revise" in one.help
    with pytest.raises(policyrules.PolicyError, match="sealed-edition"):
        policyrules.open_library(sealed)


def test_another_order_of_indicators_is_a_change(sealed):
    size, order = "    size: {weight: 10, when: large}\n", "    order: {weight: 20, table: points}\n"
    [one] = changed(sealed, (size + order, order + size))
    assert one.message.endswith("but the order of the indicators was changed")


def test_of_indicators_that_come_and_go_their_order_is_not_told(sealed):
    [one] = changed(sealed, ("    order:", "    tidy:"))
    assert one.message.endswith("but the indicator `order` was removed, the indicator `tidy` was added")


def test_of_what_is_gone_as_a_whole_its_parts_are_not_told(sealed):
    [one] = changed(sealed, (FULL[FULL.index("vetoes:") :], ""))
    assert one.message.endswith("but the veto `none` was removed")
    card = FULL[FULL.index("scorecard:") : FULL.index("vetoes:")]
    [one] = changed(
        sealed,
        (card, ""),
        ("{grade: poor}", "{stop: money}"),
        ("members = 0", "members = points and not large"),
    )
    assert one.message.endswith("but the scorecard was removed, the veto `none` was changed")


def test_many_changes_are_counted_and_listed_in_notes(sealed):
    changes = [
        ("value: 5", "value: 6"),
        ("> 100", "> 101"),
        ("then: 1", "then: 3"),
        ("must not", "should not"),
    ]
    [one] = changed(sealed, *changes)
    assert one.message.endswith("but 4 parts of it were changed")
    assert [note.message for note in one.notes] == [
        "the bar `small` was changed",
        "the definition `large` was changed",
        "the parameter `fewest` was changed",
        "the table `points` was changed",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Grants", "title: Money\nnotice: new\nnote: new"),
        ("label: members", "label: how many"),
        ("value: 5", "value: 5.0"),
        ("members < fewest", "(members<fewest)"),
        ("policy: grant", "# a remark\npolicy: grant"),
        ("{last: {grade: poor}, out: {deny: all}}", "{out: {deny: all}, last: {grade: poor}}"),
        ("title: Grants", "status: in-force\ntime_zone: Z\ncalendar: {month_end: down}"),
    ],
)
def test_wording_and_layout_may_change(sealed, old, new):
    assert changed(sealed, (old, new)) == []


def test_a_sealed_edition_that_cannot_be_read_is_told_for_what_is_wrong_with_it(sealed):
    assert [one.code for one in changed(sealed, ("members < fewest", "membrs < fewest"))] == ["unknown-name"]


def test_a_sealed_edition_that_is_gone_is_an_error_in_the_list(sealed):
    (sealed / "grant/2026.yaml").unlink()
    write(sealed, {"grant/2027.yaml": dated(2027, "2027-01-01")})
    for folder in (sealed, sealed / "grant"):
        [one] = policyrules.check(folder)
        assert (one.code, one.file) == ("sealed-edition-gone", str(sealed / "grant/editions.lock"))
        assert one.span.text == '"2026"'
    assert policyrules.check(sealed / "grant/2027.yaml") == []


def test_all_editions_of_a_policy_may_be_gone(sealed):
    (sealed / "grant/2026.yaml").unlink()
    write(sealed, {"loan/1.yaml": edition(1, policy="loan")})
    assert [one.code for one in policyrules.check(sealed)] == ["sealed-edition-gone"]


def test_in_a_part_of_a_pack_the_editions_of_its_other_parts_are_not_missed(tmp_path):
    files = {
        "pack.yaml": "title: a pack\n",
        "a/1.yaml": edition(1, policy="a"),
        "b/1.yaml": edition(1, policy="b"),
    }
    seal(write(tmp_path, files))
    assert policyrules.check(tmp_path / "a") == []
    (tmp_path / "b/1.yaml").unlink()
    assert policyrules.check(tmp_path / "a") == []
    assert "sealed-edition-gone" in [one.code for one in policyrules.check(tmp_path)]


def test_where_a_file_cannot_be_read_no_edition_is_said_to_be_gone(sealed):
    write(sealed, {"grant/2026.yaml": "["})
    assert "sealed-edition-gone" not in [one.code for one in policyrules.check(sealed)]


def test_a_sealed_edition_may_move_to_another_file_below_the_list(sealed):
    (sealed / "grant/2026.yaml").unlink()
    write(sealed, {"grant/old/first.yaml": FULL})
    assert policyrules.check(sealed) == []
    write(sealed, {"grant/old/first.yaml": FULL.replace("value: 5", "value: 6")})
    assert [one.code for one in policyrules.check(sealed)] == ["sealed-edition"]


def test_seals_go_beside_the_pack_file_of_a_pack(tmp_path):
    files = {
        "pack.yaml": "title: a pack\n",
        "a/1.yaml": edition(1, policy="a"),
        "b/1.yaml": edition(1, policy="b"),
    }
    write(tmp_path / "pack", files)
    assert seal(tmp_path / "pack/a/1.yaml") == [tmp_path / "pack/editions.lock"]
    assert seal(tmp_path) == [tmp_path / "pack/editions.lock"]
    text = (tmp_path / "pack/editions.lock").read_text()
    assert re.findall(r'^  "(\w+)":$', text, re.MULTILINE) == ["a", "b"]
    write(tmp_path / "pack", {"a/1.yaml": edition(1, policy="a", limit="6")})
    for path in ("pack/a/1.yaml", "pack/a", "pack", "."):
        assert "sealed-edition" in [one.code for one in policyrules.check(tmp_path / path)], path


def test_seals_made_before_there_was_a_pack_file_still_hold(sealed):
    write(sealed, {"pack.yaml": "title: a pack\n", "grant/2027.yaml": dated(2027, "2027-01-01")})
    assert seal(sealed) == [sealed / "editions.lock"]
    write(sealed, {"grant/2026.yaml": FULL.replace("value: 5", "value: 6")})
    assert "sealed-edition" in [one.code for one in policyrules.check(sealed)]


def test_drafts_are_not_sealed_and_historical_editions_are(tmp_path):
    files = {
        "g/1.yaml": dated(1, "2011-01-01", "2011-12-31", status="historical"),
        "g/2.yaml": dated(2, "2026-01-01", status="draft"),
    }
    plan = plan_seals(write(tmp_path, files))
    assert (plan.published, plan.drafts) == (1, 1)
    assert [one.edition for one in plan.lists[0].added] == ["1"]


def test_sealing_again_adds_what_is_new_and_keeps_the_rest(sealed):
    lock = sealed / "grant/editions.lock"
    before = lock.read_text()
    assert seal(sealed) == []
    write(sealed, {"grant/2025.yaml": dated(2025, "2025-01-01")})
    assert seal(sealed) == [lock]
    digests = re.findall("sha256:.{64}", before)
    assert digests[0] in lock.read_text()
    assert re.findall(r'^    "(\d+)":$', lock.read_text(), re.MULTILINE) == ["2025", "2026"]
    assert policyrules.check(sealed) == []


def test_sealing_refuses_to_change_a_seal_and_says_what_was_changed(sealed):
    write(sealed, {"grant/2026.yaml": FULL.replace("value: 5", "value: 6")})
    with pytest.raises(policyrules.PolicyError, match="the parameter `fewest` was changed"):
        plan_seals(sealed)


def test_what_has_errors_is_not_sealed(tmp_path):
    write(tmp_path, {"g/1.yaml": edition(1), "g/2.yaml": "policy: g\nedition: 2\nfacts: {a: numbr}\n"})
    with pytest.raises(policyrules.PolicyError, match="unknown-type"):
        plan_seals(tmp_path)


def test_the_list_does_not_depend_on_the_order_in_which_editions_were_sealed(tmp_path):
    files = {
        "a/1.yaml": dated(1, "2024-01-01"),
        "a/2.yaml": dated(2, "2025-01-01"),
        "a/10.yaml": dated(10, "2026-01-01"),
    }
    one, other = write(tmp_path / "one", files), write(tmp_path / "other", files)
    seal(one)
    for name in reversed(files):
        seal(other / name)
    assert (one / "a/editions.lock").read_bytes() == (other / "a/editions.lock").read_bytes()


def test_an_amended_edition_is_sealed_with_all_that_it_rests_on(tmp_path):
    amended = "policy: grant\nedition: 2\namends: 1\nin_force: {from: 2025-01-01}\nchanges: {facts: {extra: flag}}\nunchanged: [fewest]\n"
    write(tmp_path, {"g/1.yaml": dated(1, "2024-01-01"), "g/2.yaml": amended})
    seal(tmp_path)
    assert policyrules.check(tmp_path) == []
    write(tmp_path, {"g/1.yaml": dated(1, "2024-01-01", limit="6")})
    assert told(policyrules.check(tmp_path)) == [
        ("error", "sealed-edition", "1.yaml", 2),
        ("error", "sealed-edition", "2.yaml", 2),
    ]


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda _: "", "the file is empty"),
        (lambda text: text[: text.index("checksum")], "the end of this list of seals is missing"),
        (lambda text: text.replace("sha256:", "sha256:0", 1), "its checksum does not fit"),
        (lambda text: re.sub(r"fewest: \w{12}", "fewest: 000000000000", text), "its checksum does not fit"),
        (lambda text: re.sub(r"        facts.members: \w+\n", "", text), "its checksum does not fit"),
        (lambda text: text.replace('"2026"', '"2027"'), "its checksum does not fit"),
        (lambda text: text.replace("editions/1", "editions/2"), "cannot be read"),
        (lambda text: text.replace("format:", "formal:"), "does not begin with its format"),
        (lambda text: text + "more: 1\n", "`more` has no place in it"),
        (
            lambda text: f"<<<<<<< ours\n{text}=======\n{text}>>>>>>> theirs\n",
            "this list of seals is damaged",
        ),
        (lambda text: text + text, "this list of seals is damaged"),
        (lambda _: "- 1\n", "this is no list of seals"),
        (lambda text: re.sub("sha256:.{64}", "[a]", text), "a single value is missing here"),
        (
            lambda text: re.sub("(?s)  .grant.:.*checksum", "  - 1\nchecksum", text),
            "a mapping is missing here",
        ),
        (lambda text: text.replace("      parts:", "      pieces:"), "the seal of `grant` `2026` is damaged"),
        (lambda text: b"\xff\xfe" + text.encode(), "the file is written in UTF-16"),
        (lambda _: "\0" * 100, "this list of seals is damaged"),
    ],
)
def test_a_list_that_was_damaged_or_changed_by_hand_is_an_error(sealed, damage, message):
    lock = sealed / "grant/editions.lock"
    write(sealed, {"grant/editions.lock": damage(lock.read_text())})
    [one] = policyrules.check(sealed)
    assert (one.code, one.file) == ("not-utf8" if "UTF-16" in message else "damaged-lock", str(lock))
    assert message in one.message
    with pytest.raises(policyrules.PolicyError):
        plan_seals(sealed)


def test_a_list_that_is_torn_anywhere_is_damaged(sealed):
    text = (sealed / "grant/editions.lock").read_text().removesuffix("\n")
    for length in range(len(text)):
        diagnostics = Diagnostics()
        assert read_lock(SourceText("editions.lock", text[:length]), diagnostics) == ()
        assert [one.code for one in diagnostics.sorted()] == ["damaged-lock"], text[:length]


def test_line_ends_comments_and_a_byte_order_mark_do_no_damage_to_a_list(sealed):
    lock = sealed / "grant/editions.lock"
    text = "# more\n" + lock.read_text().replace('  "grant":', "  grant:")
    lock.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert policyrules.check(sealed) == []


def test_names_in_any_script_are_sealed(tmp_path):
    text = edition("二〇二六", policy="资助").replace("fewest", "最少").replace("members", "成员")
    write(tmp_path, {"资助/二〇二六.yaml": text})
    seal(tmp_path)
    assert policyrules.check(tmp_path) == []
    write(tmp_path, {"资助/二〇二六.yaml": text.replace("value: 5", "value: 6")})
    [one] = policyrules.check(tmp_path)
    assert one.message == "the edition `二〇二六` of `资助` is sealed, but the parameter `最少` was changed"


@pytest.mark.parametrize("name", ["indicators", "facts", "parts", "digest", "scorecard"])
def test_items_called_like_sections_are_told_apart(tmp_path, name):
    text = edition(1).replace("fewest", name)
    write(tmp_path, {"g/1.yaml": text})
    seal(tmp_path)
    [one] = policyrules.check(write(tmp_path, {"g/1.yaml": text.replace("value: 5", "value: 6")}))
    assert one.message.endswith(f"but the parameter `{name}` was changed")


@pytest.mark.parametrize(
    "name", ["null", "no", "true", "1.10", "2026-01-01", "0x1F", "1e5", "a.", "b-", "open"]
)
def test_names_that_look_like_something_else_are_sealed(tmp_path, name):
    text = edition(f"'{name}'", policy=f"'{name}'")
    write(tmp_path, {f"{name}/{name}.yaml": text})
    seal(tmp_path)
    assert policyrules.check(tmp_path) == []
    [one] = policyrules.check(write(tmp_path, {f"{name}/{name}.yaml": text.replace("value: 5", "value: 6")}))
    assert (
        one.message == f"the edition `{name}` of `{name}` is sealed, but the parameter `fewest` was changed"
    )


def test_a_list_in_a_folder_far_above_holds_too(sealed):
    lock = sealed / "grant/editions.lock"
    lock.rename(sealed / "editions.lock")
    write(sealed, {"grant/2026.yaml": FULL.replace("value: 5", "value: 6")})
    assert [one.code for one in policyrules.check(sealed / "grant/2026.yaml")] == ["sealed-edition"]
