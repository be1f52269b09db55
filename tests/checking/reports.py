"""Checking a policy that is written as text."""

from policyrules.checking.check import check_edition
from policyrules.policy.reader import read_edition
from policyrules.text.diagnostic import Diagnostic, Diagnostics
from policyrules.text.source import SourceText

HEAD = "policy: trial\nedition: 1\nin_force: {from: 2026-01-01}\n"


def check(text: str) -> tuple[Diagnostic, ...]:
    """What is wrong with a policy, given without its head."""
    diagnostics = Diagnostics()
    edition = read_edition(SourceText("trial.yaml", HEAD + text), diagnostics)
    assert edition is not None, diagnostics.sorted()
    check_edition(edition, diagnostics)
    return diagnostics.sorted()


def codes(text: str) -> list[str]:
    """The codes of what is wrong with a policy."""
    return [one.code for one in check(text)]
