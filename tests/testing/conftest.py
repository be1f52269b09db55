"""A policy of community grants, and suites beside it."""

from pathlib import Path

import pytest

from testing.suites import Suites

HERE = Path(__file__).parent


@pytest.fixture
def suites(tmp_path, monkeypatch):
    """The folder of the policy, in which suites are written and run."""
    folder = tmp_path / "community-grant"
    folder.mkdir()
    (folder / "2026.yaml").write_bytes((HERE / "grant.yaml").read_bytes())
    monkeypatch.chdir(tmp_path)
    return Suites(folder)
