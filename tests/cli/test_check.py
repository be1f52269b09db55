import json
from pathlib import Path

import pytest

BROKEN = """\
policy: grant
edition: 2026
facts: {members: number, audited: flag}
bars:
  grant:
    modality: must not
    source: {clause: 1}
    grounds:
      small: {when: membrs < 5}
      unaudited: {when: audited = 1}
"""


def test_policies_without_errors_are_counted(run, policy):
    done = run("check", policy, policy)
    assert (done.code, done.out, done.err) == (0, "2 policies, no errors\n", "")


def test_a_folder_stands_for_the_policies_in_it(run, policy):
    assert run("check", Path(policy).parent).out == "1 policy, no errors\n"


def test_every_error_is_drawn_at_its_place(run, write):
    path = write("broken.yaml", BROKEN)
    done = run("check", path)
    assert done.code == 1
    assert f"{path}:9:21" in done.out
    assert "9 |       small: {when: membrs < 5}\n  |                     ^^^^^^" in done.out
    assert f"{path}:10:25" in done.out
    assert done.out.endswith("1 policy, 2 errors\n")


def test_json_lists_every_finding(run, write):
    path = write("broken.yaml", BROKEN)
    done = run("check", path, "--format=json")
    found = json.loads(done.out)
    assert done.code == 1
    assert [(one["severity"], one["file"], one["line"], one["column"]) for one in found] == [
        ("error", path, 9, 21),
        ("error", path, 10, 25),
    ]
    assert found[0]["code"] == "unknown-name"
    assert "`members`" in found[0]["help"]


def test_json_of_no_findings_is_an_empty_list(run, policy):
    assert run("check", policy, "--format=json").out == "[]\n"


def test_github_gets_an_annotation_for_each_finding(run, write):
    path = write("bro:ken,100%.yaml", BROKEN)
    done = run("check", path, "--format=github")
    first, second = done.out.splitlines()
    assert done.code == 1
    shown = path.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    assert first.startswith(
        f"::error file={shown},line=9,col=21,title=unknown-name::unknown name `membrs`%0Ahelp: "
    )
    assert second.startswith(f"::error file={shown},line=10,col=25,")


def test_github_hears_nothing_of_a_sound_policy(run, policy):
    assert run("check", policy, "--format=github").out == ""


def test_facts_that_the_policy_does_not_declare_are_reported_by_path(run, policy, good, write):
    strange = {**good, "visits": [{"when": 1}, {"when": 2}], "contact": {"city": "Oslo", "cty": 1}}
    records = write("r.ndjson", [good, strange, {**strange, "memberss": 4}])
    done = run("check", policy, "--records", records, "--format=json")
    assert done.code == 0
    assert [(one["severity"], one["line"], one["message"], one["help"]) for one in json.loads(done.out)] == [
        (
            "warning",
            2,
            "2 records hold `contact.cty`, which the policy does not declare",
            "did you mean `city`?",
        ),
        (
            "warning",
            2,
            "2 records hold `visits[].when`, which the policy does not declare",
            "nothing reads it: declare it, or leave it out",
        ),
        (
            "warning",
            3,
            "1 record holds `memberss`, which the policy does not declare",
            "did you mean `members`?",
        ),
    ]
    assert run("check", policy, "--records", records, "--strict").code == 1


def test_records_that_cannot_be_read_are_errors(run, policy, good, write):
    records = write("r.ndjson", [good, {"members": -1}, [1]])
    done = run("check", policy, "--records", records, "--format=json")
    assert done.code == 1
    assert [(one["severity"], one["code"], one["line"]) for one in json.loads(done.out)] == [
        ("error", "too-small", 2),
        ("error", "wrong-type", 3),
    ]


def test_records_go_with_one_policy(run, policy, write):
    done = run("check", policy, policy, "--records", write("r.ndjson", []))
    assert done.code == 2
    assert done.err == "error: --records goes with one policy, not with 2\n"


def test_what_cannot_be_opened_gives_one_line(run, tmp_path):
    done = run("check", "absent.yaml")
    assert (done.code, done.out, done.err) == (2, "", "error: `absent.yaml`: no such file or directory\n")
    done = run("check", tmp_path)
    assert (done.code, done.err) == (2, f"error: there are no policy files in `{tmp_path}`\n")


def test_a_folder_of_other_yaml_files_holds_no_policies(run, write, tmp_path):
    write("compose.yaml", "services:\n  web: {image: policy}\n")
    write("people.yml", "- code: A\n")
    done = run("check", tmp_path)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"error: there are no policies in `{tmp_path}`: "
        "none of its YAML files has the keys `policy` and `edition`\n"
    )


@pytest.mark.parametrize(
    "content", ["policy: grant\n", "title: x\nedition: 1\n", '{"policy": "grant"}', b"\xff\xfep\0o\0"]
)
def test_a_folder_with_what_may_be_a_policy_is_checked(run, write, tmp_path, content):
    write("compose.yaml", "services: 1\n")
    write("p.yaml", content)
    done = run("check", tmp_path)
    assert (done.code, done.err) == (1, "")
    assert "2 policies, " in done.out


def test_a_binary_file_is_an_error_of_the_file(run, write):
    done = run("check", write("p.yaml", bytes(range(256))))
    assert done.code == 1
    assert "error[not-utf8]" in done.out
