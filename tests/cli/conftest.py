import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from policyrules.cli.app import app

POLICY = """\
policy: grant
edition: 2026
in_force: {from: 2026-01-01, until: 2026-12-31}
subject: {is: applicant, id: code}
facts:
  code: text
  members: {type: number, min: 0}
  audited: flag
  phone: {type: text, sensitive: true}
  contact: {record: {city: text}}
  visits: {list: {on: date}}
bars:
  grant:
    modality: must not
    source: {clause: 1}
    grounds:
      small: {when: members < 5}
      unaudited: {when: not audited}
      elsewhere: {when: contact.city = "Rome"}
      late: {when: some v in visits satisfies v.on > 2026-01-01}
      called: {when: phone = "13"}
"""
GOOD = {"code": "A1", "members": 7, "audited": True, "phone": "12", "contact": {"city": "Oslo"}, "visits": []}


@pytest.fixture(autouse=True)
def buffered(monkeypatch):
    """Programs write as they do by default: unbuffered, none has anything left when its reader goes."""
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)


@pytest.fixture
def policy(tmp_path):
    path = tmp_path / "grant.yaml"
    path.write_text(POLICY, encoding="utf-8")
    return str(path)


@pytest.fixture
def good():
    """A record of which nothing is missing, and that no ground meets."""
    return json.loads(json.dumps(GOOD))


@pytest.fixture
def write(tmp_path):
    """Writes a file, given as bytes, text, or records of which each becomes a line of JSON."""

    def write(name, content):
        if isinstance(content, list):
            content = "".join(json.dumps(one) + "\n" for one in content)
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


class Result:
    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out.decode(), err.decode()
        assert "Traceback" not in self.err
        assert "itself failed" not in self.err

    @property
    def lines(self):
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs a command in this process."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, stdin=b""):
        done = CliRunner().invoke(app, [str(one) for one in arguments], input=stdin, prog_name="policyrules")
        return Result(done.exit_code, done.stdout_bytes, done.stderr_bytes)

    return run


@pytest.fixture
def program(tmp_path):
    """Runs a command as a program of its own."""

    def program(*arguments, stdin=b"", **options):
        done = subprocess.run(
            [sys.executable, "-m", "policyrules", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            timeout=60,
            check=False,
            **options,
        )
        return Result(done.returncode, done.stdout, done.stderr)

    return program
