"""Nodes as text, which reads back to equal values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyrules.text.diagnostic import Diagnostics
from policyrules.text.document import Entry, Mapping, Scalar, Sequence
from policyrules.text.source import NOWHERE, SourceText
from policyrules.text.yaml import read_yaml
from policyrules.text.yaml_writer import write_yaml
from strategies.effort import examples


def read(text):
    diagnostics = Diagnostics()
    node = read_yaml(SourceText("t", text), diagnostics)
    assert diagnostics.errors == 0, diagnostics.sorted()
    return node


def written(text, beside=lambda _: ""):
    return write_yaml(read(text), beside)


def values(node):
    """What a node says; a word such as `true` or `open` means something only where it has no quotes."""
    match node:
        case Scalar():
            plain = not node.style and "\n" not in node.value
            return None if node.is_null else (node.value, plain)
        case Sequence(items):
            return [values(item) for item in items]
        case Mapping(entries):
            return {entry.key.value: values(entry.value) for entry in entries}


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\nb: x y\n",
        "a: \"1\"\nb: 'no'\n",
        "a: {b: 1, c: [2, 3]}\n",
        "a:\n  b:\n    c: 1\n",
        "a:\n  - 1\n  - b: 2\n    c: 3\n",
        "a: {}\nb: []\n",
        "a: >\n  one line\n",
        "a: |-\n  two\n  lines\n",
        "a: |\n  a block\n    further in\n",
        "a: |+\n  kept\n  lines\n\n",
        "a: null\n",
    ],
)
def test_what_is_in_normal_form_stays_as_it_is(text):
    assert written(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "a:\nb: ~\n",
        "a: one\n  two\n\n  three\n",
        'a: "x\\ty\\n\\u202e \\" \\\\"\n',
        "a: 'it''s'\n",
        "a: |2\n    indented first\n",
        "a: |\n  blank at the end \n  b\n",
        "a: |\n\n  empty first\n",
        "a: >\n  folded\n  words\n\n  and more\n   in\n",
        "- - a\n  - b\n- c: d\n",
        '"a b": 1\n"#": 2\n',
        "a: http://x#y\n",
        "a: [b, {c: }, 'd, e', \"f: g\"]\n",
    ],
)
def test_what_is_written_otherwise_says_the_same(text):
    node = read(f"k:\n{''.join(f'  {line}' for line in text.splitlines(keepends=True))}")
    assert values(read(write_yaml(node, lambda _: ""))) == values(node)


def test_a_long_line_with_brackets_becomes_a_block():
    text = f"a: {{b: {'x' * 60}, c: {'y' * 60}}}\n"
    assert written(text) == f"a:\n  b: {'x' * 60}\n  c: {'y' * 60}\n"


def test_a_long_folded_text_is_wrapped_and_reads_the_same():
    text = "a: >-\n  " + " ".join(["word"] * 50) + "  two\n"
    new = written(text)
    assert max(map(len, new.splitlines())) <= 100
    assert read(new) == read(text)


@pytest.mark.parametrize("value", ["b, c", "b [c", "b: c}", "{"])
def test_what_would_end_a_value_between_brackets_is_quoted_there(value):
    pair = Mapping((Entry(Scalar("k", "", NOWHERE), Scalar(value, "", NOWHERE)),), NOWHERE, flow=True)
    text = write_yaml(Mapping((Entry(Scalar("a", "", NOWHERE), pair),), NOWHERE), lambda _: "")
    assert text == f'a: {{k: "{value}"}}\n'


def test_comments_stand_beside_their_keys():
    text = "a: 1\nb:\n  c: {d: 1}\ne: >\n  f\n"
    assert written(
        text, lambda entry: {"a": "one", "b": "two", "d": "three", "e": "four"}.get(entry.key.value, "")
    ) == ("a: 1  # one\nb:  # two\n  c:\n    d: 1  # three\ne: >  # four\n  f\n")


_SCALARS = st.builds(
    Scalar,
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(['"', "'", "|", ">"]),
    st.just(NOWHERE),
)


@examples(100)
@given(
    st.recursive(
        _SCALARS,
        lambda inner: st.lists(inner, max_size=3).map(
            lambda items: Sequence(tuple(items), NOWHERE, len(items) % 2 == 0)
        ),
        max_leaves=6,
    )
)
def test_any_text_at_any_depth_reads_back(node):
    document = Mapping((Entry(Scalar("a", "", NOWHERE), node),), NOWHERE)
    back = read(write_yaml(document, lambda _: ""))
    assert values(back) == values(document)
