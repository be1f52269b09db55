import pytest

FIRST = """\
# yaml-language-server: $schema=../../grammar/policy.schema.json
policy: grant
edition: 2026
in_force: {from: 2026-01-01, until: 2026-06-30}
facts: {members: {type: number, min: 0}, district: {choice: [urban, rural]}}
parameters:
  least: {value: 5, source: {clause: 3}}
  most: {value: open, type: number, delegated: the council}
  names: {value: [urban, "rural"], list: text, source: {clause: [4, 5]}, assumed: why}
tables:
  points: {inputs: [members], rows: [{when: [-], then: 1}]}
bars:
  main:
    modality: must not
    grounds:
      small: {when: members < least + points or members > most}
      elsewhere: {when: count(names) > 3}
"""
SECOND = """\
policy: grant
edition: 2027
amends: 2026
in_force: {from: 2026-07-01}
changes: {parameters: {least: {value: 7, source: {clause: 3}}}}
unchanged: [most, names, points]
"""


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "grant"
    path.mkdir()
    (path / "2026.yaml").write_text(FIRST, encoding="utf-8")
    return path


def written(folder, name):
    return (folder / name).read_text(encoding="utf-8")


def test_the_scaffold_lists_everything_with_its_present_value(run, folder):
    done = run("revise", "grant/2026.yaml", "2027")
    assert (done.code, done.err) == (0, "")
    assert done.out == "wrote grant/2027.yaml, a draft that amends 2026 from 2026-07-01\n"
    assert (
        written(folder, "2027.yaml")
        == """\
# yaml-language-server: $schema=../../grammar/amendment.schema.json
language: 1
policy: grant
edition: 2027
amends: 2026
status: draft
in_force: {from: 2026-07-01}

# What changes, in the shape of an edition; the rest stays as it is in 2026. For example:
changes:
  # parameters:
  #   least: {value: …, source: {clause: …}}
  # bars:
  #   main: repealed

# Every parameter and table, as it is in 2026. To revise one, take its line out and say above
# what it is from now on (or `repealed`).
unchanged:
  - least   # 5, clause 3, since 2026-01-01
  - most    # open, delegated to the council, since 2026-01-01
  - names   # [urban, rural], clause 4, 5, assumed, since 2026-01-01
  - points  # a table of 1 row, since 2026-01-01
"""
    )


@pytest.mark.usefixtures("folder")
def test_the_scaffold_passes_check(run):
    run("revise", "grant", "2027")
    assert run("check", "grant/2027.yaml", "--strict").code == 0


def test_examples_become_changes_when_they_are_taken_out_of_the_comment(run, folder):
    run("revise", "grant", "2027")
    text = written(folder, "2027.yaml").replace("  # parameters:", "  parameters:")
    text = text.replace(
        "  #   least: {value: …, source: {clause: …}}", "    least: {value: 7, source: {clause: 3}}"
    )
    (folder / "2027.yaml").write_text(text.replace("  - least   #", "  #"), encoding="utf-8")
    assert run("check", "grant/2027.yaml").code == 0


def test_a_folder_stands_for_its_latest_edition(run, folder):
    (folder / "2027.yaml").write_text(SECOND, encoding="utf-8")
    done = run("revise", "grant", "2028")
    assert done.out == "wrote grant/2028.yaml, a draft that amends 2027 from 2027-07-01\n"
    text = written(folder, "2028.yaml")
    assert "amends: 2027\n" in text
    assert "  - least   # 7, clause 3, since 2026-07-01\n" in text
    assert "  - points  # a table of 1 row, since 2026-01-01\n" in text


def test_the_first_day_can_be_given(run, folder):
    run("revise", "grant", "2027", "--from", "2026-09-01")
    assert "in_force: {from: 2026-09-01}\n" in written(folder, "2027.yaml")


def test_a_leap_day_is_followed_by_the_last_of_february(run, folder):
    text = FIRST.replace("{from: 2026-01-01, until: 2026-06-30}", "{from: 2024-02-29}")
    (folder / "2026.yaml").write_text(text, encoding="utf-8")
    run("revise", "grant", "2027")
    assert "in_force: {from: 2025-02-28}\n" in written(folder, "2027.yaml")


def test_a_policy_of_rules_only_has_nothing_to_list(run, folder):
    text = "policy: grant\nedition: 2026\nin_force: {from: 2026-01-01}\nfacts: {a: flag}\n"
    rules = "bars: {b: {modality: must not, grounds: {g: {when: a}}}}\n"
    (folder / "2026.yaml").write_text(text + rules, encoding="utf-8")
    run("revise", "grant", "2027")
    assert "unchanged" not in written(folder, "2027.yaml")
    assert run("check", "grant/2027.yaml").code == 0


def test_a_name_that_yaml_reads_as_nothing_is_quoted(run, folder):
    text = 'policy: grant\nedition: 2026\nin_force: {from: 2026-01-01}\nparameters: {"null": {value: 1, assumed: why}}\n'
    (folder / "2026.yaml").write_text(text + "definitions: {d: null + 1}\n", encoding="utf-8")
    run("revise", "grant", "2027")
    assert '  - "null"  # 1, assumed, since 2026-01-01\n' in written(folder, "2027.yaml")
    assert run("check", "grant/2027.yaml").code == 0


@pytest.mark.parametrize("there", ["2027.yaml", "2027.yml"])
def test_nothing_is_ever_overwritten(run, folder, there):
    (folder / there).write_text("mine", encoding="utf-8")
    done = run("revise", "grant/2026.yaml", "2027")
    assert (done.code, done.out) == (2, "")
    assert done.err == f"error: `grant/{there}` is there already, and is left as it is; choose another name\n"
    assert written(folder, there) == "mine"


def refused(run, *arguments):
    done = run("revise", *arguments)
    assert (done.code, done.out) == (2, "")
    return done.err


def test_where_the_first_day_cannot_be_told_it_is_asked_for(run, folder):
    text = FIRST.replace("in_force: {from: 2026-01-01, until: 2026-06-30}\n", "")
    (folder / "2026.yaml").write_text(text, encoding="utf-8")
    assert "say with --from when `2027` begins" in refused(run, "grant", "2027")
    assert run("revise", "grant", "2027", "--from", "2027-01-01").code == 0
    assert "# 5, clause 3, since 2026\n" in written(folder, "2027.yaml")


@pytest.mark.parametrize(("day", "code"), [("2026-01-01", 2), ("2026-01-02", 0)])
@pytest.mark.usefixtures("folder")
def test_an_edition_begins_after_the_one_that_it_amends(run, day, code):
    done = run("revise", "grant", "2027", "--from", day)
    assert done.code == code
    assert ("begins on 2026-01-01" in done.err) == (code == 2)


@pytest.mark.usefixtures("folder")
def test_a_name_that_is_no_file_name_is_refused(run):
    assert "`../2027` cannot be the name of an edition" in refused(run, "grant", "../2027")


def test_a_file_of_another_name_cannot_be_amended(run, folder):
    (folder / "2026.yaml").rename(folder / "grant.yaml")
    assert refused(run, "grant/grant.yaml", "2027") == (
        "error: `grant/grant.yaml` holds the edition `2026`, and an amendment would look for it in "
        "`grant/2026.yaml`; rename the file first\n"
    )


def test_a_folder_of_several_policies_is_refused(run, folder):
    (folder / "other.yaml").write_text(FIRST.replace("policy: grant", "policy: other"), encoding="utf-8")
    assert "several policies (grant, other)" in refused(run, "grant", "2027")


def test_an_empty_folder_is_refused(run, folder):
    (folder / "2026.yaml").unlink()
    assert refused(run, "grant", "2027") == "error: there are no policy files in `grant`\n"


def test_a_policy_with_errors_is_shown_with_them(run, folder):
    (folder / "2026.yaml").write_text(FIRST.replace("members <", "membrs <"), encoding="utf-8")
    assert "error[unknown-name]" in refused(run, "grant", "2027")
    assert not (folder / "2027.yaml").exists()
