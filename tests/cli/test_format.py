import os
from pathlib import Path

import pytest

MESSY = "policy :  a\nedition: 1   \n"
NORMAL = "policy: a\nedition: 1\n"
BROKEN = "policy: a\npolicy: b\n"


def content(path):
    return Path(path).read_bytes()


def test_a_file_is_given_its_normal_layout(run, write):
    path = write("a.yaml", MESSY)
    done = run("format", path)
    assert (done.code, done.out, done.err) == (0, f"formatted {path}\n1 file, 1 formatted\n", "")
    assert content(path) == NORMAL.encode()


def test_a_normal_file_is_not_written(run, write):
    path = write("a.yaml", NORMAL)
    os.utime(path, (1, 1))
    done = run("format", path)
    assert (done.code, done.out) == (0, "1 file, none formatted\n")
    assert Path(path).stat().st_mtime == 1


def test_check_names_the_files_and_changes_nothing(run, write, tmp_path):
    write("b.yaml", NORMAL)
    path = write("a.yaml", MESSY)
    done = run("format", tmp_path, "--check")
    assert (done.code, done.out) == (1, f"would format {path}\n2 files, 1 to format\n")
    assert content(path) == MESSY.encode()


def test_check_of_normal_files_is_fine(run, write):
    done = run("format", write("a.yaml", NORMAL), "--check")
    assert (done.code, done.out) == (0, "1 file, none to format\n")


def test_a_folder_holds_files_at_any_depth_and_of_either_ending(run, write, tmp_path):
    (tmp_path / "x" / "y").mkdir(parents=True)
    for name in ("x/y/a.yaml", "x/b.yml", "x/pack.yaml", "x/y/a.test.yaml"):
        write(name, MESSY)
    write("x/readme.md", MESSY)
    assert run("format", "x").out.endswith("4 files, 4 formatted\n")
    assert content(tmp_path / "x" / "readme.md") == MESSY.encode()


def test_the_permissions_of_a_file_stay(run, write):
    path = write("a.yaml", MESSY)
    Path(path).chmod(0o640)
    run("format", path)
    assert Path(path).stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(run, write, tmp_path):
    path = write("a.yaml", MESSY)
    (tmp_path / "link.yaml").symlink_to(path)
    run("format", "link.yaml")
    assert (tmp_path / "link.yaml").is_symlink()
    assert content(path) == NORMAL.encode()


def test_a_file_that_cannot_be_read_is_told_as_by_check_and_left_alone(run, write):
    broken, messy = write("a.yaml", BROKEN), write("b.yaml", MESSY)
    done = run("format", broken, messy)
    assert done.code == 2
    assert "error[duplicate-key]: the key `policy` stands here a second time" in done.err
    assert done.out == f"formatted {messy}\n2 files, 1 formatted, 1 that cannot be read\n"
    assert content(broken) == BROKEN.encode()


def test_no_byte_order_mark_and_no_carriage_return_is_left(run, write):
    path = write("a.yaml", b"\xef\xbb\xbf" + NORMAL.replace("\n", "\r\n").encode())
    run("format", path)
    assert content(path) == NORMAL.encode()


def test_nothing_is_left_beside_a_formatted_file(run, write, tmp_path):
    run("format", write("a.yaml", MESSY))
    assert [file.name for file in tmp_path.iterdir()] == ["a.yaml"]


def test_standard_input_goes_to_standard_output(run):
    done = run("format", "-", stdin=MESSY.encode())
    assert (done.code, done.out) == (0, NORMAL)


def test_standard_input_can_be_checked(run):
    assert run("format", "-", "--check", stdin=NORMAL.encode()).code == 0
    done = run("format", "-", "--check", stdin=MESSY.encode())
    assert (done.code, done.out) == (1, "")


def test_standard_input_that_cannot_be_read_is_not_passed_on(run):
    done = run("format", "-", stdin=BROKEN.encode())
    assert (done.code, done.out) == (2, "")
    assert "error[duplicate-key]" in done.err


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        (["-", "a.yaml"], "- stands for standard input, and cannot be given beside files"),
        (["."], "there are no YAML files in `.`"),
        (["missing.yaml"], "`missing.yaml`: no such file or directory"),
    ],
)
def test_wrong_use_is_said(run, paths, message):
    done = run("format", *paths)
    assert (done.code, done.out, done.err) == (2, "", f"error: {message}\n")


def test_a_text_that_is_not_utf8_is_left_alone(run, write):
    path = write("a.yaml", b"policy: \xff\n")
    done = run("format", path)
    assert done.code == 2
    assert "error[not-utf8]" in done.err
    assert content(path) == b"policy: \xff\n"
