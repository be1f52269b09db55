"""Each character of a scalar's value knows where in the source it stands."""

import unicodedata

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from policyrules.text.diagnostic import Diagnostics
from policyrules.text.document import Mapping, Scalar, Sequence
from policyrules.text.fragment import Fragment
from policyrules.text.invisible import find_invisible
from policyrules.text.scalars import locate
from policyrules.text.source import SourceText
from policyrules.text.yaml import read_yaml


def scalar_of(written, before="k: "):
    diagnostics = Diagnostics()
    node = read_yaml(SourceText("p.yaml", before + written), diagnostics)
    assert not diagnostics.errors, diagnostics.sorted()[0].render()
    while not isinstance(node, Scalar):
        node = node.entries[-1].value if isinstance(node, Mapping) else node.items[-1]
    return node


def fragment_of(written, before="k: "):
    return locate(scalar_of(written, before))


def words_at(fragment, words):
    start = fragment.text.index(words)
    return fragment.span(start, start + len(words))


@pytest.mark.parametrize(
    "written",
    [
        "a + lookbak",
        "a +\n  lookbak",
        "a   +\n\n\n  lookbak b",
        "a +\r\n    lookbak",
        "'a + lookbak'",
        "'it''s + lookbak'",
        "'a +\n\n   lookbak '",
        '"a + lookbak"',
        '"a \\"x\\" \\u5b57 \\U0001f600 \\x41 \\t lookbak"',
        '"a \\\n   lookbak"',
        '"a \\\n\n   lookbak"',
        '"a\n  \\  lookbak"',
        "|\n  a\n  + lookbak\n",
        "|\n\n\n  a\n\n    + lookbak",
        "|-\n  a\n  + lookbak\n\n\n",
        "|+\n  a\n  + lookbak\n\n\n",
        "|2\n    a\n  + lookbak\n",
        "|+1 # remark\n  a\n + lookbak\n",
        ">\n  a +\n  lookbak\n",
        ">\n  a +\n\n  lookbak\n",
        ">\n  a +\n    indented\n    lines\n  lookbak\n",
        ">-\r\n  a +\r\n  lookbak\r\n",
        ">2-\n   a +\n  lookbak",
        "字 + lookbak",
        ">\n  字 and\n  é lookbak\n",
    ],
)
def test_words_are_found_in_every_style(written):
    assert words_at(fragment_of(written), "lookbak").text == "lookbak"


@pytest.mark.parametrize("written", ["a\n  b", "'a\n  b'", '"a\n  b"', ">-\n  a\n  b"])
def test_a_line_end_that_is_read_as_a_space_stands_where_it_is(written):
    fragment = fragment_of(written)
    assert fragment.text == "a b"
    assert words_at(fragment, " ").text == "\n"


@pytest.mark.parametrize(
    ("escape", "character"),
    [
        (r"\n", "\n"),
        (r"\0", "\0"),
        (r"\a", "\a"),
        (r"\b", "\b"),
        (r"\t", "\t"),
        ("\\\t", "\t"),
        (r"\v", "\v"),
        (r"\f", "\f"),
        (r"\r", "\r"),
        (r"\e", "\x1b"),
        (r"\ ", " "),
        (r"\"", '"'),
        (r"\/", "/"),
        (r"\\", "\\"),
        (r"\N", "\x85"),
        (r"\_", "\xa0"),
        (r"\L", "\u2028"),
        (r"\P", "\u2029"),
        (r"\x41", "A"),
        (r"\u5B57", "字"),
        (r"\U0001F600", "😀"),
    ],
)
def test_an_escape_is_one_character_that_begins_at_its_backslash(escape, character):
    fragment = fragment_of(f'"a{escape}b"')
    assert fragment.text == f"a{character}b"
    assert list(fragment.offsets) == [4, 5, 5 + len(escape), 6 + len(escape)]


def test_a_doubled_quote_is_one_character():
    fragment = fragment_of("'a''b'")
    assert fragment.text == "a'b"
    assert list(fragment.offsets) == [4, 5, 7, 8]


def test_the_last_offset_is_the_end_of_the_last_character():
    assert fragment_of('"ab\\u5b57"').span(0, 3).text == "ab\\u5b57"
    assert fragment_of("|\n  ab\n").span(0, 3).text == "ab\n"
    assert fragment_of("ab").span(2, 2).text == ""


def test_an_empty_value_is_an_empty_fragment():
    for written in ("", "''", '""', "|\n", ">-\n\n"):
        fragment = fragment_of(written)
        assert (fragment.text, len(fragment.offsets)) == ("", 1)


def test_a_block_of_blank_lines_keeps_their_ends():
    fragment = fragment_of("|+\n      \n  \n")
    assert fragment.text == "\n\n"
    assert list(fragment.offsets) == [12, 15, 16]


def test_a_base_with_its_marks_becomes_one_character_at_the_place_of_the_base():
    fragment = fragment_of("xe\u0301y")
    assert fragment.text == "x\xe9y"
    assert list(fragment.offsets) == [3, 4, 6, 7]


def test_marks_in_another_order_are_put_in_order_at_the_place_of_the_base():
    fragment = fragment_of("q\u0307\u0323z")
    assert fragment.text == "q\u0323\u0307z"
    assert list(fragment.offsets) == [3, 3, 3, 6, 7]


def test_hangul_letters_are_joined():
    fragment = fragment_of("\u1112\u1161\u11ab \u1100\u1161")
    assert fragment.text == "한 가"
    assert list(fragment.offsets) == [3, 6, 7, 9]


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Cn", "Co", "Zl", "Zp"]), min_size=1))
def test_the_text_of_a_fragment_is_the_value_in_nfc(text):
    scalar = scalar_of("'" + text.replace("'", "''") + "'") if not find_invisible(text) else scalar_of("x")
    assert locate(scalar).text == unicodedata.normalize("NFC", scalar.value)


LINES = st.lists(st.text("ab (=字é'\"\\#:-", max_size=8), min_size=1, max_size=6)


def check(scalar):
    """The properties that every fragment has."""
    fragment = locate(scalar)
    source = scalar.span.source.text
    assert fragment.text == scalar.value
    assert len(fragment.offsets) == len(fragment.text) + 1
    assert list(fragment.offsets) == sorted(fragment.offsets)
    for index, character in enumerate(fragment.text):
        written = source[fragment.offsets[index]]
        if character == " ":
            assert written in " \n\\"
        elif character == "\n":
            assert written in "\n\\"
        else:
            assert written in {character, "\\"}
        assert fragment.span(index, index + 1).start == fragment.offsets[index]


@given(LINES, st.sampled_from(["'", '"', "|", ">"]), st.sampled_from([5, 20, 1000]), st.booleans())
def test_whatever_is_dumped_is_found_again(lines, style, width, unicode):
    text = "\n".join(lines)
    dumped = yaml.dump({"k": [text]}, default_style=style, width=width, allow_unicode=unicode)
    clean = dumped.replace("!!", "")
    node = read_yaml(SourceText("p.yaml", clean), Diagnostics())
    if node is not None:
        check(node.entries[0].value.items[0])


@given(LINES, st.sampled_from(["|", ">"]), st.sampled_from(["", "-", "+"]), st.integers(1, 5), st.booleans())
def test_blocks_written_by_hand_are_followed(lines, style, chomping, indent, explicit):
    body = "\n".join(" " * indent + line if line else "" for line in lines)
    header = f"{style}{chomping}{indent if explicit else ''}"
    source = SourceText("p.yaml", f"k: {header}\n{body}\nz: 1\n")
    diagnostics = Diagnostics()
    node = read_yaml(source, diagnostics)
    if not diagnostics.errors and node.entries[-1].key.value == "z" and node.entries[0].key.value == "k":
        scalar = node.entries[0].value
        if scalar.style == style:
            check(scalar)


@given(
    st.text("ab '\"\\\n\tntx0:{}[]|>-+#,", max_size=40),
    st.sampled_from(["", "k: ", "- ", "a:\n  b: ", "{c: "]),
)
def test_every_scalar_of_any_readable_text_is_followed(text, before):
    node = read_yaml(SourceText("p.yaml", before + text), Diagnostics())
    stack = [node] if node is not None else []
    while stack:
        match stack.pop():
            case Scalar() as scalar:
                assert locate(scalar).text == scalar.value
                offsets = locate(scalar).offsets
                assert list(offsets) == sorted(offsets)
                assert scalar.span.start <= offsets[0]
            case Sequence(items=items):
                stack.extend(items)
            case Mapping(entries=entries):
                stack.extend(node for entry in entries for node in (entry.key, entry.value))


def test_a_text_that_stands_alone_is_its_own_source():
    fragment = Fragment.of("a + b")
    assert fragment.span(4, 5).text == "b"
    assert fragment.span(5, 5).start == 5
