"""The command line as a program among others: pipes, files, signals, absent packages."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from policyrules import __version__

DAY = "--as-of=2026-05-31"
COMMAND = [sys.executable, "-m", "policyrules"]
posix = pytest.mark.skipif(os.name == "nt", reason="pipes and signals of POSIX")


@posix
def test_a_reader_that_has_enough_ends_the_program_quietly(policy, good, write):
    records = write("r.ndjson", [good] * 500)
    line = f"{sys.executable} -m policyrules evaluate {policy} {records} {DAY} | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, check=False)
    decision, code = done.stdout.splitlines()
    assert json.loads(decision)["policy"] == "grant"
    assert (code, done.stderr) == ("0", "")


@posix
def test_a_full_pipe_that_closes_leaves_nothing_to_complain_about(policy, good, write):
    # The first write fails with data still buffered, which Python tries again at its end.
    records = write("r.ndjson", [good] * 3)
    line = f"{sys.executable} -m policyrules evaluate {policy} {records} {DAY} | (exec <&-; sleep 3)"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""


@posix
def test_a_reader_that_never_reads_ends_the_program_quietly():
    line = f"{sys.executable} -m policyrules schema | true"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_gives_one_line(policy, good, write):
    records = write("r.ndjson", [good])
    line = f"{sys.executable} -m policyrules evaluate {policy} {records} {DAY} > /dev/full"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (2, "error: no space left on device\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", ["--help", "--version", "evaluate --help"])
def test_a_full_disk_gives_one_line_for_help_as_well(arguments):
    line = f"{sys.executable} -m policyrules {arguments} > /dev/full"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (2, "error: no space left on device\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", ["nonsense", "evaluate absent.yaml --as-of 2026-05-31"])
def test_wrong_use_ends_with_2_though_nobody_can_be_told(arguments):
    line = f"{sys.executable} -m policyrules {arguments} 2> /dev/full"
    assert subprocess.run(["bash", "-c", line], timeout=60, check=False).returncode == 2


@posix
def test_closed_standard_streams_do_no_harm(policy, good, write):
    records = write("r.ndjson", [good])
    line = f"{sys.executable} -m policyrules evaluate {policy} {records} {DAY} >&- 2>&- <&-"
    assert subprocess.run(["bash", "-c", line], timeout=60, check=False).returncode == 0


def heeds_interrupts():
    """What runs in the background of a shell ignores them, and so would its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@posix
def test_an_interrupt_ends_with_130_and_leaves_no_file(policy, good, tmp_path):
    target = tmp_path / "out.ndjson"
    with subprocess.Popen(
        [*COMMAND, "evaluate", policy, "-", DAY, "--output", target],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heeds_interrupts,  # noqa: PLW1509 - nothing else runs in between
    ) as process:
        process.stdin.write(json.dumps(good).encode() + b"\n")
        process.stdin.flush()
        deadline = time.monotonic() + 30
        while not list(tmp_path.glob(".out*")) and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        errors = process.stderr.read()
        assert process.wait(30) == 130
    assert b"Traceback" not in errors
    assert sorted(path.name for path in tmp_path.iterdir()) == ["grant.yaml"]


def test_an_output_file_is_written_whole(program, policy, good, write, tmp_path):
    done = program("evaluate", policy, write("r.ndjson", [good, {"members": -1}]), DAY, "--output=out.ndjson")
    assert (done.code, done.out) == (1, "")
    assert len((tmp_path / "out.ndjson").read_text(encoding="utf-8").splitlines()) == 2


def test_an_output_keeps_the_permissions_of_the_file_that_it_replaces(run, policy, good, write, tmp_path):
    target = tmp_path / "decisions.ndjson"
    target.touch(mode=0o600)
    run("evaluate", policy, write("r.ndjson", [good]), DAY, f"--output={target}")
    assert '"policy":"grant"' in target.read_text(encoding="utf-8")
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_failure_leaves_the_former_output_as_it_was(program, policy, good, write, tmp_path):
    former = tmp_path / "out.ndjson"
    former.write_text("former", encoding="utf-8")
    done = program("evaluate", policy, write("r.ndjson", [good]), "--as-of=2030-01-01", "--output=out.ndjson")
    assert done.code == 2
    assert former.read_text(encoding="utf-8") == "former"
    assert not list(tmp_path.glob(".out*"))


@pytest.mark.parametrize("target", ["absent/out.json", "grant.yaml/out.json", "."])
def test_an_output_that_cannot_be_written_gives_one_line(run, policy, good, write, target):
    done = run("evaluate", policy, write("r.ndjson", [good]), DAY, f"--output={target}")
    assert done.code == 2
    assert done.err.startswith("error: `")
    assert done.err.count("\n") == 1


@posix
def test_a_pipe_as_output_takes_what_it_gets_and_stays_a_pipe(program, policy, good, write, tmp_path):
    # Never a real device: a program that replaced it would do so for the whole machine.
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    done = program("evaluate", policy, write("r.ndjson", [good]), DAY, "--output", pipe)
    taken = os.read(reader, 65536)
    os.close(reader)
    assert done.code == 0
    assert json.loads(taken)["policy"] == "grant"
    assert pipe.is_fifo()


def test_output_is_utf8_whatever_the_locale(program, policy, good, write):
    records = write("r.ndjson", [{**good, "code": "甲"}])
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = program("evaluate", policy, records, DAY, "--format=text", env=environment)
    assert done.out == "甲: grant clear\n"


@pytest.mark.parametrize("absent", ["click", "rich"])
def test_an_absent_extra_is_named_in_one_line(absent):
    code = (
        f"import sys; sys.modules[{absent!r}] = None; from policyrules.cli.main import main; sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    message = "the command line needs the extra `cli`: pip install 'policyrules[cli]'\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


def test_the_library_needs_neither_click_nor_rich():
    code = (
        "import sys; import policyrules, policyrules.batch.records, policyrules.batch.deciding; "
        "sys.exit(any(name in sys.modules for name in ('click', 'rich')))"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode == 0


def test_version_and_help(run):
    assert run("--version").out == f"policyrules {__version__}\n"
    for command in ("check", "evaluate", "explain", "expression", "schema"):
        done = run(command, "--help")
        assert done.code == 0
        assert f"Example:\n    policyrules {command} " in done.out


@pytest.mark.parametrize("arguments", [["nonsense"], ["evaluate"], ["check"], ["check", "--nonsense", "x"]])
def test_wrong_use_ends_with_2(run, arguments):
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert "Usage:" in done.err


@posix
def test_a_terminal_sees_progress_and_a_pipe_does_not(policy, good, write, tmp_path):
    import pty

    records = write("r.ndjson", [good] * 200)
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [*COMMAND, "evaluate", policy, records, DAY, "--output", tmp_path / "out"],
        stderr=theirs,
        timeout=60,
        check=False,
        env={**os.environ, "TERM": "xterm"},
    )
    os.close(theirs)
    assert done.returncode == 0
    seen = b""
    # Linux ends what a terminal said with an error.
    with suppress(OSError):
        while part := os.read(ours, 65536):
            seen += part
    os.close(ours)
    assert b"records" in seen
    piped = subprocess.run(
        [*COMMAND, "evaluate", policy, records, DAY], capture_output=True, timeout=60, check=False
    )
    assert piped.stderr == b""
