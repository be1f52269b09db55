"""The strict reading of YAML: what is read, and what is refused with its place."""

import pytest

from policyrules.text.diagnostic import Diagnostics
from policyrules.text.document import Mapping, Scalar, Sequence
from policyrules.text.source import SourceText
from policyrules.text.yaml import decode, read_yaml


def read(text):
    """The node of a valid text."""
    diagnostics = Diagnostics()
    node = read_yaml(SourceText("p.yaml", text), diagnostics)
    assert diagnostics.sorted() == ()
    return node


def findings(text):
    diagnostics = Diagnostics()
    read_yaml(SourceText("p.yaml", text), diagnostics)
    return diagnostics.sorted()


def found(text):
    """Code, place and underlined words of each finding."""
    return [(d.code, d.line, d.column, d.span.text) for d in findings(text)]


def plain(node):
    """A node as plain Python data."""
    match node:
        case Scalar(value=value):
            return value
        case Sequence(items=items):
            return [plain(item) for item in items]
        case Mapping(entries=entries):
            return {entry.key.value: plain(entry.value) for entry in entries}


def spans(node):
    """The text of every node, parents first."""
    match node:
        case Sequence(items=items):
            return [node.span.text, *(text for item in items for text in spans(item))]
        case Mapping(entries=entries):
            inner = [text for entry in entries for text in (*spans(entry.key), *spans(entry.value))]
            return [node.span.text, *inner]
    return [node.span.text]


# Bytes to text


def decoded(data, **options):
    diagnostics = Diagnostics()
    source = decode(data, "p.yaml", diagnostics, **options)
    return source, [(d.code, d.line, d.column) for d in diagnostics.sorted()]


def test_utf8_is_decoded():
    source, errors = decoded("名: 字\n".encode())
    assert (source.text, source.name, errors) == ("名: 字\n", "p.yaml", [])


def test_a_byte_order_mark_is_dropped():
    source, errors = decoded(b"\xef\xbb\xbfa: 1")
    assert (source.text, errors) == ("a: 1", [])


def test_a_second_byte_order_mark_is_refused():
    source, _ = decoded(b"\xef\xbb\xbf\xef\xbb\xbfa: 1")
    assert found(source.text)[0][:3] == ("invisible-character", 1, 1)


def test_bytes_that_are_not_utf8_are_an_error_at_their_place():
    assert decoded("a: 1\n字: ".encode() + b"\xff\n") == (None, [("not-utf8", 2, 4)])


def test_the_place_of_a_wrong_byte_does_not_count_the_byte_order_mark():
    assert decoded(b"\xef\xbb\xbfab\xff") == (None, [("not-utf8", 1, 3)])


def test_utf16_is_named():
    diagnostics = Diagnostics()
    assert decode("a: 1".encode("utf-16"), "p.yaml", diagnostics) is None
    assert diagnostics.sorted()[0].message == "the file is written in UTF-16"


def test_a_file_of_exactly_the_limit_is_read():
    assert decoded(b"a: 1", limit=4)[1] == []


def test_a_file_past_the_limit_is_an_error():
    assert decoded(b"a: 12", limit=4) == (None, [("file-too-large", 1, 1)])


def test_the_limit_is_five_megabytes_unless_told():
    assert decoded(b"a" * 5_000_000)[1] == []
    assert decoded(b"a" * 5_000_001)[1] == [("file-too-large", 1, 1)]


# What is read


def test_scalars_keep_their_own_text():
    text = "edition: 2026\nclause: 1.10\ncountry: no\nday: 2026-01-01\nempty:\nhex: 0x1F\n"
    assert plain(read(text)) == {
        "edition": "2026",
        "clause": "1.10",
        "country": "no",
        "day": "2026-01-01",
        "empty": "",
        "hex": "0x1F",
    }


@pytest.mark.parametrize(
    ("written", "style", "value"),
    [
        ("a b", "", "a b"),
        ("'a b'", "'", "a b"),
        ('"a b"', '"', "a b"),
        ("|\n  a\n  b", "|", "a\nb"),
        (">\n  a\n  b", ">", "a b"),
    ],
)
def test_the_style_of_a_scalar_is_kept(written, style, value):
    scalar = read(f"k: {written}").entries[0].value
    assert (scalar.style, scalar.value, scalar.span.text) == (style, value, written)


def test_flow_and_block_collections_are_told_apart():
    node = read("a: {b: 1}\nc: [d]\ne:\n  - f\n")
    first, second, third = (entry.value for entry in node.entries)
    assert (node.flow, first.flow, second.flow, third.flow) == (False, True, True, False)


def test_null_is_only_what_is_unquoted():
    node = read("[~, null, '~', 'null', '', nil]")
    assert [item.is_null for item in node.items] == [True, True, False, False, False, False]


def test_spans_end_after_the_last_content():
    text = "a:\n  b: 1   # note\n  c:\n  - x\n  -   y z  \n\n# end\nd: {e: [f, g ] }  \nh: |\n  i \n\n\nj: 'k'\n\n"
    assert spans(read(text)) == [
        text.rstrip(),
        "a",
        "b: 1   # note\n  c:\n  - x\n  -   y z",
        "b",
        "1",
        "c",
        "- x\n  -   y z",
        "x",
        "y z",
        "d",
        "{e: [f, g ] }",
        "e",
        "[f, g ]",
        "f",
        "g",
        "h",
        "|\n  i ",
        "j",
        "'k'",
    ]


def test_spans_are_right_with_wide_characters_and_crlf():
    node = read("标题: 社区资助\r\n列: [甲, '乙']\r\n𠀀: 丙\r\n")
    assert spans(node)[1:] == ["标题", "社区资助", "列", "[甲, '乙']", "甲", "'乙'", "𠀀", "丙"]
    assert (node.entries[2].value.span.line, node.entries[2].value.span.column) == (3, 4)


def test_an_empty_value_stands_after_its_colon():
    node = read("a:\nb: 1\n")
    value = node.entries[0].value
    assert (value.span.start, value.span.end) == (2, 2)


def test_a_value_left_out_in_braces_stands_after_its_colon_or_its_key():
    node = read("{a:  , b , c: }")
    assert [entry.value.span.start for entry in node.entries] == [3, 8, 13]


def test_a_pair_in_a_list_ends_with_its_value():
    assert spans(read("[a: b , c]"))[1] == "a: b"


def test_a_pair_in_a_list_ends_with_its_value_even_if_a_bracket_begins_it():
    node = read_yaml(SourceText("p.yaml", "[[x]: b , c]"), Diagnostics())
    assert spans(node)[:2] == ["[[x]: b , c]", "[x]: b"]


def test_a_document_marker_at_the_beginning_is_allowed():
    assert plain(read("---\na: 1\n...\n")) == {"a": "1"}


def test_sixty_four_levels_are_allowed():
    assert read("[" * 64 + "]" * 64)


# What is refused


def test_a_duplicate_key_is_an_error_that_shows_the_first_one():
    (finding,) = findings("a: 1\nb: 2\na: 3\n")
    assert (finding.code, finding.line, finding.column, finding.span.text) == ("duplicate-key", 3, 1, "a")
    assert finding.message == "the key `a` stands here a second time"
    assert finding.notes[0].span.place == "p.yaml:1:1"


def test_of_a_duplicate_key_the_first_one_counts():
    node = read_yaml(SourceText("p.yaml", "a: 1\na: 2\nb: 3\n"), Diagnostics())
    assert [(entry.key.value, entry.value.value) for entry in node.entries] == [("a", "1"), ("b", "3")]


def test_keys_that_differ_only_in_normalisation_are_duplicates():
    assert found("\xe9: 1\ne\u0301: 2\n") == [("duplicate-key", 2, 1, "e\u0301")]


def test_quoted_and_unquoted_keys_are_duplicates():
    assert found("{a: 1, 'a': 2}") == [("duplicate-key", 1, 8, "'a'")]


def test_equal_keys_of_different_mappings_are_no_duplicates():
    assert plain(read("a: {k: 1}\nb: {k: 2}\n")) == {"a": {"k": "1"}, "b": {"k": "2"}}


def test_every_duplicate_is_reported():
    assert [line for _, line, _, _ in found("a: 1\na: 2\nb: 1\nb: 2\na: 3\n")] == [2, 4, 5]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x 1\nb: 2\n", [("alias", 1, 4, "&x")]),
        ("a: *x\n", [("alias", 1, 4, "*x")]),
        ("a: &x 1\nb: *x\n", [("alias", 1, 4, "&x"), ("alias", 2, 4, "*x")]),
        ("a: &x {b: 1}\n", [("alias", 1, 4, "&x")]),
        ("a: !!str 1\n", [("tag", 1, 4, "!!str")]),
        ("a: !!python/object:os.system [x]\n", [("tag", 1, 4, "!!python/object:os.system")]),
        ("a: ! 1\n", [("tag", 1, 4, "!")]),
        ("a: !flag\n", [("tag", 1, 4, "!flag")]),
        ("a: {<<: b}\n", [("merge-key", 1, 5, "<<")]),
        ("%YAML 1.1\n---\na: 1\n", [("directive", 1, 1, "%YAML 1.1")]),
        ("%TAG ! tag:x,2000:\n---\na: 1\n", [("directive", 1, 1, "%TAG ! tag:x,2000:")]),
        ("%FOO bar\n---\na: 1\n", [("directive", 1, 1, "%FOO bar")]),
        ("%YAML 1.1\r\n---\r\na: 1\r\n", [("directive", 1, 1, "%YAML 1.1")]),
        ("a: 1\n---\nb: 2\n", [("several-documents", 2, 1, "---")]),
        ("? [a]\n: b\nc: 1\n", [("key-not-text", 1, 3, "[a]")]),
        ("{a: b}: c\n", [("key-not-text", 1, 1, "{a: b}")]),
        ("~: c\n", [("key-not-text", 1, 1, "~")]),
        ("null: c\n", [("key-not-text", 1, 1, "null")]),
        ("'': c\n", [("key-not-text", 1, 1, "''")]),
        (": c\n", [("key-not-text", 1, 1, ":")]),
        ("{a: b, : c}\n", [("key-not-text", 1, 8, ":")]),
        ("a: 1\n: c\n", [("key-not-text", 2, 1, ":")]),
        ("", [("empty-file", 1, 1, "")]),
        ("# nothing\n\n", [("empty-file", 1, 1, "")]),
        ("---\n", [("empty-file", 1, 1, "")]),
    ],
)
def test_what_policies_have_no_use_for_is_refused_at_its_place(text, expected):
    assert found(text) == expected


def test_a_quoted_merge_key_is_a_text():
    assert plain(read("'<<': 1")) == {"<<": "1"}


@pytest.mark.parametrize(
    "text", ["a: &x 1", "a: *x", "a: !!str 1", "<<: 1", "%YAML 1.1\n---\na: 1", "a: \u200b"]
)
def test_nothing_is_read_from_a_file_with_doubtful_parts(text):
    assert read_yaml(SourceText("p.yaml", text), Diagnostics()) is None


def test_what_surrounds_a_bad_key_is_still_read():
    node = read_yaml(SourceText("p.yaml", "a: 1\n[x, y]: {b: 2}\nc: 3\n"), Diagnostics())
    assert plain(node) == {"a": "1", "c": "3"}


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("[" * 65 + "]" * 65, 1, 65),
        ("[" * 10_000, 1, 65),
        ("{a: " * 65 + "}" * 65, 1, 4 * 64 + 1),
        ("\n".join(" " * level + "k:" for level in range(65)), 65, 65),
        ("- " * 65 + "a", 1, 129),
    ],
)
def test_a_sixty_fifth_level_is_refused(text, line, column):
    assert [(d.code, d.line, d.column) for d in findings(text)] == [("too-deep", line, column)]


@pytest.mark.parametrize(
    "text",
    ["a\u200bb: 1\n", "a: '\u202eb'\n", "# \u2066\n", "a: b\0c\n", "a: \x85\n", "a: \ud800\n", "a: \uffff\n"],
)
def test_invisible_characters_are_refused_everywhere(text):
    (finding,) = findings(text)
    assert finding.code == "invisible-character"
    assert finding.span.text in "\u200b\u202e\u2066\0\x85\ud800\uffff"


def test_invisible_characters_may_be_written_as_escapes():
    assert plain(read(r'a: "\u200b\x00"')) == {"a": "\u200b\0"}


def test_emoji_may_be_joined():
    assert plain(read("a: '👩\u200d🌾'")) == {"a": "👩\u200d🌾"}


def test_findings_stop_after_a_hundred():
    assert len(findings("a: 1\n" * 500)) == 100
    assert len(findings("\u200b" * 500)) == 100
    assert len(findings("a: *x\n" * 500)) == 100


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x: {when: count(a, b) > 1, source: c}\n", "count(a"),
        ("x: [clamp(y, 0, 1), z]\n", "clamp(y"),
        ("x: {when: round(f(a), 1)}\n", None),
    ],
)
def test_an_expression_that_a_comma_cuts_inside_its_bracket_is_recognised(text, words):
    expected = words or "round(f(a)"
    assert [(d.code, d.span.text) for d in findings(text)] == [("split-value", expected)]


@pytest.mark.parametrize(
    "text", ["{clause: 2(1), a: b}", "[a (b), c]", "a: count(b, c)", "{a: 'f(x', b: c}", "{'a(': b, c: d}"]
)
def test_balanced_and_quoted_brackets_are_left_alone(text):
    assert read(text)
