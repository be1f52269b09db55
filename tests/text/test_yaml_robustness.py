"""Any bytes are read or refused, in bounded time, and alike by both parsers."""

import time

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policyrules.text.diagnostic import Diagnostics
from policyrules.text.document import Mapping, Sequence
from policyrules.text.scalars import locate
from policyrules.text.source import SourceText
from policyrules.text.yaml import decode, read_yaml

VALID = """\
policy: community-grant
title: {en: Community grants, zh: 社区资助}   # a remark
facts:
  sanctions:
    list: {date: date, state: [confirmed, 'it''s', "a \\u5b57"]}
definitions:
  recent: >
    list(s for s in sanctions
         where s.state = "confirmed")

  exact: |-
    a
      b
rows:
- {when: ["[0..15]", "-"], then: high}
- when: a
  then:
"""


def outcome(text):
    diagnostics = Diagnostics()
    node = read_yaml(SourceText("p.yaml", text), diagnostics)
    assert node is not None or diagnostics.errors
    for diagnostic in diagnostics.sorted():
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)
        assert diagnostic.render()
    return node


def spans(node):
    """Start and end of every node."""
    found, stack = [], [node]
    while stack:
        current = stack.pop()
        found.append((current.span.start, current.span.end))
        match current:
            case Sequence(items=items):
                stack.extend(items)
            case Mapping(entries=entries):
                stack.extend(part for entry in entries for part in (entry.key, entry.value))
    return found


@pytest.fixture
def python_parser():
    """Switches to the Python parser for as long as it is used."""

    class Switch:
        def __enter__(self):
            self.patch = pytest.MonkeyPatch()
            self.patch.delattr(yaml, "CSafeLoader", raising=False)

        def __exit__(self, *error):
            self.patch.undo()

    return Switch


@given(st.binary(max_size=200))
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfea\0")
@example(b"%")
@example(b"a: \xed\xa0\x80")
def test_any_bytes_are_read_or_refused(data):
    diagnostics = Diagnostics()
    source = decode(data, "p.yaml", diagnostics)
    if source is None:
        assert diagnostics.errors
    else:
        outcome(source.text)


@given(st.text("ab:?-,[]{}#&*!|>'\"%@` \n\r\t\\01~<=xuU.\ufeff字", max_size=60))
@settings(max_examples=500)
def test_any_text_of_yaml_signs_is_read_or_refused_by_both_parsers(text):
    outcome(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "CSafeLoader", raising=False)
        outcome(text)


@st.composite
def mutated(draw):
    text = VALID
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        removed = draw(st.integers(0, 6))
        text = text[:at] + draw(st.text(":-,[]{}#&*!|>'\"%@ \n\t?字", max_size=3)) + text[at + removed :]
    return text


@given(mutated())
@settings(max_examples=300)
def test_a_damaged_policy_is_read_or_refused_and_what_is_read_is_the_same_by_both_parsers(text):
    node = outcome(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "CSafeLoader", raising=False)
        other = outcome(text)
    if node is not None and other is not None:
        assert node == other
        assert spans(node) == spans(other)


@pytest.mark.parametrize(
    "text", [VALID, VALID.replace("\n", "\r\n"), "a:\n b:\n  c:\n\n# x\nd: [\n  e,\n  f: g ]\n"]
)
def test_both_parsers_give_the_same_nodes_at_the_same_places(text, python_parser):
    fast = outcome(text)
    with python_parser():
        slow = outcome(text)
    assert fast == slow
    assert spans(fast) == spans(slow)


@given(
    st.recursive(
        st.text("ab 字:#-'\"\n", max_size=10),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text("abc字", min_size=1), inner, max_size=3)
        ),
        max_leaves=10,
    ),
    st.booleans(),
    st.booleans(),
)
def test_what_was_dumped_is_read_back(data, flow, unicode):
    text = yaml.safe_dump(data, default_flow_style=flow, allow_unicode=unicode)
    node = outcome(text)

    def plain(node):
        match node:
            case Sequence(items=items):
                return [plain(item) for item in items]
            case Mapping(entries=entries):
                return {entry.key.value: plain(entry.value) for entry in entries}
        return node.value

    assert plain(node) == data


BILLION_LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(24)
)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 10_000,
        "{" * 10_000,
        "[" * 5_000_000,
        "- " * 10_000,
        "a: " * 10_000,
        "? " * 10_000,
        "\n".join(" " * level + "k:" for level in range(3_000)),
        "a: " + "x" * 4_999_000,
        "a: '" + "x " * 2_400_000,
        "a: " + "x " * 2_400_000 + ": b",
        "'" * 5_000_000,
        "&a " * 100_000,
        "a: *b\n" * 100_000,
        "[" + "a, " * 300_000,
        "!" * 1_000_000,
        "%" * 1_000_000,
        "\n" * 5_000_000,
        "#" * 5_000_000,
        "k: |\n" + " " * 4_000_000 + "\n x",
        BILLION_LAUGHS,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_texts_are_refused_or_read_within_seconds(text):
    started = time.process_time()
    outcome(text)
    assert time.process_time() - started < 30


@pytest.mark.parametrize(
    "written",
    [
        "x" + " " * 1_000_000 + "y",
        "'x" + " " * 1_000_000 + "y'",
        '"x' + " " * 1_000_000 + 'y"',
        "|\n" + " x\n" * 300_000,
    ],
    ids=["plain", "single", "double", "literal"],
)
def test_long_scalars_are_followed_within_seconds(written):
    node = outcome(f"k: {written}")
    started = time.process_time()
    assert locate(node.entries[0].value).text == node.entries[0].value.value
    assert time.process_time() - started < 30
