import io
from decimal import Decimal

import pytest

from policyrules.batch.rows import BadRow, UnreadableInputError
from policyrules.batch.yaml_records import read_yaml_records, yaml_value


def seen(text):
    data = text if isinstance(text, bytes) else text.encode()
    return [
        (one.line, one.faults[0].code if isinstance(one, BadRow) else one.record)
        for one in read_yaml_records(io.BytesIO(data))
    ]


def test_a_list_holds_a_record_in_each_element():
    assert seen("# people\n- a: 1\n- a: 2\n  b: x\n") == [(2, {"a": 1}), (3, {"a": 2, "b": "x"})]


def test_a_mapping_is_one_record():
    assert seen("\na: 1\n") == [(2, {"a": 1})]


def test_each_document_holds_records():
    text = "---\na: 1\n--- # second\n\na: 2\n...\n---\n- a: 3\n- a: 4\n---\n"
    assert seen(text) == [(2, {"a": 1}), (5, {"a": 2}), (8, {"a": 3}), (9, {"a": 4})]


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n", "---\n", "---\n---\n# no\n...\n"])
def test_nothing_holds_no_records(text):
    assert seen(text) == []


def test_many_blank_lines_take_no_time():
    assert seen("\n" * 100_000 + "a: 1") == [(100_001, {"a": 1})]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1", 1),
        ("-1.50", Decimal("-1.50")),
        ("2e3", Decimal("2E+3")),
        ("0.1", Decimal("0.1")),
        ("'1'", "1"),
        ("007", "007"),
        ("+861", "+861"),
        ("1_000", "1_000"),
        ("true", True),
        ("yes", "yes"),
        ("no", "no"),
        ("null", None),
        ("~", None),
        ("2026-05-31", "2026-05-31"),
        (".nan", ".nan"),
        ("0x1F", "0x1F"),
        ("1:30", "1:30"),
        ("95%", "95%"),
        ("1e99999999999999999999", "1e99999999999999999999"),
        ("[1, a]", [1, "a"]),
        ("{a: {b: 1.0}}", {"a": {"b": Decimal("1.0")}}),
    ],
)
def test_scalars_are_what_json_would_write_and_else_text(written, value):
    found = yaml_value(written)
    assert (found, type(found)) == (value, type(value))
    assert str(found) == str(value)


def test_a_bad_document_leaves_the_others():
    assert seen("a: 1\n---\nb: [\n---\na: &x 2\n---\na: 3\n") == [
        (1, {"a": 1}),
        (3, "yaml-syntax"),
        (5, "alias"),
        (7, {"a": 3}),
    ]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("a: *s3cret", "alias"),
        ("a: &s3cret b", "alias"),
        ("a: !s3cret b", "tag"),
        ("{a: f(s3cret, b)}", "split-value"),
        ("%s3cret\n---\na: 1", "directive"),
    ],
)
def test_a_fault_of_a_value_does_not_show_it(written, code):
    (row,) = list(read_yaml_records(io.BytesIO(written.encode())))[:1]
    assert code in {fault.code for fault in row.faults}
    for fault in row.faults:
        assert "s3cret" not in fault.message
        assert "policy" not in fault.message


def test_a_fault_of_one_element_leaves_the_others():
    assert seen("- a: 1\n- a: 1\n  a: 2\n- a: 3\n") == [(1, {"a": 1}), (2, "duplicate-key"), (4, {"a": 3})]


def test_nesting_and_invisible_characters_are_faults():
    assert seen("[" * 10_000)[0][1] == "too-deep"
    assert seen("a: x\u200by\n") == [(1, "invisible-character")]


def test_what_is_no_utf8_cannot_be_read_at_all():
    with pytest.raises(UnreadableInputError, match="byte 0xE4 is not UTF-8"):
        seen(b"a: \xe4\n")


def test_a_value_that_is_no_yaml_is_a_value_error():
    with pytest.raises(ValueError, match="is not closed"):
        yaml_value("[1, 2")
