from pathlib import Path

import pytest

import policyrules

AMENDMENT = """\
policy: grant
edition: 2027
amends: 2026
in_force: {from: 2027-01-01}
changes:
  facts: {members: {max: 900, note: "no more # than that"}}
  bars:
    grant:
      grounds:
        small: {when: members < 7}
        late: repealed
        idle: {when: count(visits) = 0 or not audited, note: "two\\nlines \\u200b"}
"""


@pytest.fixture
def editions(tmp_path, policy, write):
    """Two editions of a policy in the folder `grant`, of which the second amends the first."""
    (tmp_path / "grant").mkdir()
    return write("grant/2026.yaml", Path(policy).read_bytes()), write("grant/2027.yaml", AMENDMENT)


def test_an_edition_is_shown_as_text(run, policy):
    done = run("show", policy)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("grant (grant 2026)\n══════════════════\n")
    assert "  unaudited  not audited\n" in done.out


def test_the_language_can_be_chosen(run, policy):
    assert "记录应有的事实" in run("show", policy, "--language=zh").out


def test_markdown_and_html_are_other_formats_of_the_same(run, policy):
    assert "| `unaudited` | `not audited` |" in run("show", policy, "--format=markdown").out
    page = run("show", policy, "--format=html", "--language=zh").out
    assert page.startswith('<!DOCTYPE html>\n<html lang="zh">')
    assert "<code>not audited</code>" in page


def test_the_output_can_go_to_a_file(run, policy, tmp_path):
    done = run("show", policy, "--format=html", "--output=grant.html")
    assert (done.code, done.out) == (0, "")
    assert (tmp_path / "grant.html").read_text(encoding="utf-8").endswith("</html>\n")


@pytest.mark.usefixtures("editions")
def test_of_a_folder_the_edition_of_a_day_is_shown(run):
    assert run("show", "grant", "--as-of=2026-05-01").out.startswith("grant (grant 2026)")
    assert run("show", "grant", "--as-of=2027-05-01").out.startswith("grant (grant 2027)")


@pytest.mark.usefixtures("editions")
def test_of_a_folder_a_day_is_needed(run):
    done = run("show", "grant")
    assert (done.code, done.err) == (
        2,
        "error: `grant` is a folder: say with --as-of which edition to show\n",
    )


def test_of_an_amended_edition_each_item_tells_who_changed_it_last(run, editions):
    text = run("show", editions[1], "--format=markdown").out
    assert "- **amends** – `2026`" in text
    assert "| `small` | `members < 7` |  | 2027 |" in text
    assert "| `unaudited` | `not audited` |  | 2026 |" in text
    assert "`late`" not in text


def test_an_edition_that_amends_nothing_does_not_tell(run, editions):
    assert "last changed by" not in run("show", editions[0]).out


def test_yaml_is_the_consolidated_text(run, editions):
    text = run("show", editions[1], "--format=yaml").out
    assert text.startswith("# consolidated from 2026, 2027; ")
    assert "      small: {when: members < 7}  # 2027\n" in text
    assert "      unaudited: {when: not audited}  # 2026\n" in text
    shown, amended = policyrules.loads(text), policyrules.load(editions[1])
    assert shown.digest == amended.digest
    assert shown.checked.edition == amended.checked.edition


def test_the_consolidated_text_has_the_normal_layout(run, editions, write):
    path = write("shown.yaml", run("show", editions[1], "--format=yaml").out)
    assert run("format", path, "--check").code == 0


@pytest.mark.usefixtures("editions")
def test_a_section_of_which_nothing_is_left_is_left_out(run, write):
    text = "policy: grant\nedition: 2028\namends: 2027\nin_force: {from: 2028-01-01}\nchanges: {bars: {grant: repealed}}\n"
    shown = run("show", write("grant/2028.yaml", text), "--format=yaml").out
    assert "bars" not in shown
    assert policyrules.loads(shown).checked.edition.facts


def test_yaml_of_a_whole_file_is_its_text(run, editions):
    done = run("show", editions[0], "--format=yaml")
    assert done.out == Path(editions[0]).read_text(encoding="utf-8")


def test_a_policy_with_errors_is_not_shown(run, write):
    done = run("show", write("a.yaml", "policy: a\n"))
    assert (done.code, done.out) == (2, "")
    assert "error[missing-key]" in done.err
