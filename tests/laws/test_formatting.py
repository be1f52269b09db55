"""Formatting is idempotent, and keeps digests, comments and what is said (docs: laws, round trip)."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import policyrules
from policyrules.policy.formatting import formatted
from policyrules.text.diagnostic import Diagnostics
from policyrules.text.source import SourceText
from policyrules.text.yaml import read_yaml
from strategies.cases import cases
from strategies.effort import examples
from strategies.layouts import Layout

ROOT = Path(__file__).parents[2]
_REMARK = re.compile(r"# \S+: a remark|# a remark")
_BLOCK = re.compile(r": [|>][+-]?\n")


def layout_of(text):
    return formatted(SourceText("policy.yaml", text), Diagnostics())


def said(text):
    """The nodes of a text, or None where it is no YAML of ours."""
    diagnostics = Diagnostics()
    document = read_yaml(SourceText("policy.yaml", text), diagnostics)
    return None if diagnostics.errors else document


def disordered(text, seed):
    """The text with blanks strewn in; lines with quotes, which may continue on others, get none inside."""
    chance = random.Random(seed)
    lines = []
    for line in text.splitlines():
        margin = len(line) - len(line.lstrip(" "))
        body = line[margin:]
        if chance.random() < 0.3 and not re.search(r"[\"'#|>]", body):
            body = re.sub(r"(: |, |[{\[])", lambda sign: sign[0] + " " * chance.randrange(4), body)
        # The lines of a block keep their ends.
        tail = " " * chance.randrange(3) if ":" in body and not body.endswith(("'", '"')) else ""
        lines.append(" " * margin + body + tail)
        if chance.random() < 0.2 and not _BLOCK.search(lines[-1] + "\n"):
            lines += [" " * chance.randrange(2)] * chance.randrange(1, 4)
    step = chance.choice((1, 2, 3))
    spread = [" " * (len(line) - len(line.lstrip(" "))) * (step - 1) + line for line in lines]
    return chance.choice(("\n", "\n", "\r\n")).join(spread) + "\n" * chance.randrange(3)


@examples(25)
@given(cases(), st.integers(1, 10**6))
def test_formatting_is_idempotent_and_keeps_the_digest(case, seed):
    text = disordered(case.draft.text(Layout(seed)), seed)
    try:
        before = policyrules.loads(text)
    except policyrules.PolicyError:
        assume(False)
    new = layout_of(text)
    assert layout_of(new) == new
    after = policyrules.loads(new)
    assert after.digest == before.digest == case.policy.digest
    assert after.checked.edition == before.checked.edition


@examples(10)
@given(cases(), st.integers(1, 10**6))
def test_comments_survive_in_their_order(case, seed):
    text = disordered(case.draft.text(Layout(seed)), seed)
    assume(said(text) is not None)
    assert _REMARK.findall(layout_of(text)) == _REMARK.findall(text)


@examples(10)
@given(cases(), st.integers(1, 10**6))
def test_nothing_but_blanks_is_changed(case, seed):
    text = disordered(case.draft.text(Layout(seed)), seed)
    assume(said(text) is not None)
    assert "".join(layout_of(text).split()) == "".join(text.split())


#: Pieces of YAML that go wrong together in many ways.
_PIECES = [
    *(
        "a",
        "b: ",
        "c:",
        "\n",
        "  ",
        "    ",
        "- ",
        "-",
        "# c",
        '"',
        "'",
        "{",
        "}",
        "[",
        "]",
        ", ",
        "|\n",
        ">\n",
        "|+\n",
    ),
    *(">-\n", "|2\n", "?", "\t", "x  y", "\r\n", "\\", "when: ", "facts:\n", "---\n", "a: b\n", "  - c: d\n"),
    *("  # c\n", "      k: |\n        text\n", "\n\n", "\ufeff", "definitions:\n  a: x  + 1\n"),
]


@examples(200)
@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
def test_any_text_is_formatted_or_refused_with_an_error(text):
    diagnostics = Diagnostics()
    new = formatted(SourceText("policy.yaml", text), diagnostics)
    if new is None:
        assert diagnostics.errors
        return
    assert layout_of(new) == new
    assert new.count("#") == text.count("#")
    blurred = [re.sub(r"[ \t]+", " ", repr(said(one))) for one in (text, new)]
    assert blurred[0] == blurred[1]


@pytest.mark.parametrize(
    "file", sorted((ROOT / "policies").rglob("*.yaml")), ids=lambda file: str(file.relative_to(ROOT))
)
def test_the_policies_that_are_shipped_have_the_normal_layout(file):
    text = file.read_text(encoding="utf-8")
    assert layout_of(text) == text
