"""Install a built wheel into empty environments and use it from another folder.

python try_wheel.py dist/policyrules-….whl
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

PROBE = Path(__file__).with_name("probe.py")


def main(wheel: Path) -> None:
    """Try the library without extras, then the command line with `cli`."""
    check_contents(wheel)
    with tempfile.TemporaryDirectory(prefix="policyrules-wheel-") as name:
        folder = Path(name)
        bare = environment(folder / "bare", str(wheel))
        run(folder, bare / "python", "-I", str(PROBE), "--without-extras")
        complaint = run(folder, bare / "policyrules", "check", "x.yaml", expected=2)
        assert "pip install" in complaint, complaint
        full = environment(folder / "full", f"{wheel}[cli]")
        policies = run(folder, full / "python", "-I", str(PROBE)).strip()
        print(run(folder, full / "policyrules", "check", policies).strip())
    print(f"{wheel.name} works")


def check_contents(wheel: Path) -> None:
    """The wheel holds what it must, and nothing from beside the library."""
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in [
        "policyrules/py.typed",
        "policyrules/grammar/expression.lark",
        "policyrules/grammar/policy.schema.json",
        "policyrules/grammar/suite.schema.json",
        "policyrules/grammar/decision.schema.json",
        "policyrules/grammar/trace.schema.json",
        "policyrules/policies/population-2011/pack.yaml",
    ]:
        assert wanted in names, f"{wanted} is not in the wheel"
    assert any(name.endswith("licenses/LICENSE") for name in names), "the license is not in the wheel"
    tops = {name.partition("/")[0] for name in names}
    assert all(top.startswith("policyrules") for top in tops), tops


def environment(folder: Path, wanted: str) -> Path:
    """A new environment with one thing installed; gives the folder of its commands."""
    venv.create(folder, with_pip=True)
    commands = folder / ("Scripts" if os.name == "nt" else "bin")
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", wanted]
    run(folder, commands / "python", *install)
    return commands


def run(folder: Path, program: Path, *arguments: str, expected: int = 0) -> str:
    """Run a program in a folder; gives what it prints, errors included."""
    command = [str(program), *arguments]
    environ = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(
        command,
        cwd=folder,
        env={**environ, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != expected:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}")
    return done.stdout


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
