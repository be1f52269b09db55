from pathlib import Path

import pytest

from engine.folders import dated, write


@pytest.fixture
def grant(tmp_path):
    """A folder with two editions and a draft."""
    return write(
        tmp_path,
        {
            "grant/2025.yaml": dated(2025, "2025-01-01"),
            "grant/2026.yaml": dated(2026, "2026-01-01", limit="7"),
            "grant/2027.yaml": dated(2027, "2027-01-01", status="draft"),
        },
    )


def test_published_editions_are_sealed_and_drafts_are_not(run, grant):
    done = run("seal", "grant")
    lock = str(Path("grant", "editions.lock"))
    assert (done.code, done.err) == (0, "")
    assert (
        done.out == f"sealed `grant` `2025` in {lock}\nsealed `grant` `2026` in {lock}\nnot sealed: 1 draft\n"
    )
    assert (grant / lock).read_text().splitlines()[1] == "format: policyrules/editions/1"
    assert run("check", "grant").out == "3 policies, no errors\n"


@pytest.mark.usefixtures("grant")
def test_one_file_is_sealed_alone(run):
    assert "2026" not in run("seal", "grant/2025.yaml").out
    assert run("seal", "grant").out.splitlines()[0].startswith("sealed `grant` `2026` in ")


def test_sealing_again_changes_nothing(run, grant):
    run("seal", ".")
    before = (grant / "grant/editions.lock").read_bytes()
    done = run("seal", ".")
    assert (done.code, done.out) == (
        0,
        "nothing new to seal: 2 published editions are sealed\nnot sealed: 1 draft\n",
    )
    assert (grant / "grant/editions.lock").read_bytes() == before
    assert run("seal", "grant/2025.yaml").out == "nothing new to seal: 1 published edition is sealed\n"


def test_a_changed_edition_is_refused_and_the_list_left_alone(run, grant):
    run("seal", "grant")
    before = (grant / "grant/editions.lock").read_bytes()
    write(grant, {"grant/2026.yaml": dated(2026, "2026-01-01", limit="8")})
    done = run("seal", "grant")
    assert (done.code, done.out) == (2, "")
    assert "is sealed, but the parameter `fewest` was changed" in done.err
    assert "= help: undo the change, and amend instead" in done.err
    assert (grant / "grant/editions.lock").read_bytes() == before
    checked = run("check", "grant")
    assert checked.code == 1
    assert "error[sealed-edition]" in checked.out
    assert run("evaluate", "grant", "--as-of", "2026-05-01").code == 2


def test_what_has_errors_is_not_sealed(run, write):
    done = run("seal", write("p.yaml", "policy: p\nedition: 1\nfacts: {a: numbr}\n"))
    assert (done.code, done.out) == (2, "")
    assert "error[unknown-type]" in done.err


def test_a_folder_without_policies_is_wrong_use(run, tmp_path):
    done = run("seal", tmp_path)
    assert (done.code, done.out) == (2, "")
    assert f"there are no policy files in `{tmp_path}`" in done.err
    assert not (tmp_path / "editions.lock").exists()


def test_what_cannot_be_opened_gives_one_line(run):
    done = run("seal", "absent")
    assert (done.code, done.err) == (2, "error: `absent`: no such file or directory\n")


def test_its_help_shows_an_example(run):
    assert "policyrules seal policies/" in run("seal", "--help").out
