import json
from pathlib import Path

import pytest

NEXT = (("edition: 2026", "edition: 2027"), ("members < 5", "members < 8"))


@pytest.fixture
def later(policy, write):
    def later(*pairs):
        text = Path(policy).read_text(encoding="utf-8")
        for old, new in pairs:
            assert text.count(old) == 1
            text = text.replace(old, new)
        return write("later.yaml", text)

    return later


def test_a_change_of_meaning_is_told_and_gives_the_exit_code_1(run, policy, later):
    done = run("diff", policy, later(*NEXT))
    assert done.code == 1
    assert (
        "the condition of ground “small” of bar “grant” is members < 8 instead of members < 5 (clause 1)"
        in " ".join(done.out.split())
    )


def test_editions_of_one_meaning_give_the_exit_code_0(run, policy, later):
    done = run("diff", policy, later(("  grant:\n", "  grant:\n    label: Grants\n")))
    assert (done.code, done.err) == (0, "")
    assert "Nothing changes in meaning." in done.out
    assert "shown with --wording" in done.out


def test_wording_is_told_on_request(run, policy, later):
    path = later(("  grant:\n", "  grant:\n    label: Grants\n"))
    assert "is reworded: “Grants”" in run("diff", policy, path, "--wording").out


def test_it_is_told_in_chinese(run, policy, later):
    assert "资格限制“grant”的情形“small”的条件" in run("diff", policy, later(*NEXT), "--language", "zh").out


def test_it_is_told_as_json(run, policy, later):
    done = run("diff", policy, later(*NEXT), "--format", "json")
    assert done.code == 1
    data = json.loads(done.out)
    assert data["format"] == "policyrules/comparison/1"
    assert [one["key"] for one in data["changes"]] == ["edition", "bars.grant.grounds.small"]


def test_it_is_told_as_markdown(run, policy, later):
    assert run("diff", policy, later(*NEXT), "--format", "markdown").out.startswith(
        "# grant (grant): 2026 → 2027"
    )


def test_another_policy_is_wrong_use(run, policy, later):
    done = run("diff", policy, later(("policy: grant", "policy: prize")))
    assert (done.code, done.out) == (2, "")
    assert (
        done.err == "error: `grant` and `prize` are different policies; editions of one policy are compared\n"
    )


def test_a_policy_with_errors_is_told_as_always(run, policy, later):
    done = run("diff", policy, later(("members < 5", "membrs < 5")))
    assert done.code == 2
    assert "unknown-name" in done.err


def test_a_file_that_is_not_there_is_told(run, policy):
    done = run("diff", policy, "nowhere.yaml")
    assert done.code == 2
    assert "nowhere.yaml" in done.err
