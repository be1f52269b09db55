import io
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyrules.batch import json_records
from policyrules.batch.json_records import read_json, read_ndjson
from policyrules.batch.rows import BadRow, Row


def rows(read, text):
    data = text if isinstance(text, bytes) else text.encode()
    return list(read(io.BytesIO(data)))


def seen(read, text):
    """Good rows as (line, record), bad ones as (line, code)."""
    return [
        (one.line, one.faults[0].code if isinstance(one, BadRow) else one.record) for one in rows(read, text)
    ]


def test_ndjson_counts_blank_lines_but_skips_them():
    assert seen(read_ndjson, '\n{"a": 1}\r\n\n  \n{"a": 2}') == [(2, {"a": 1}), (5, {"a": 2})]


def test_a_byte_order_mark_is_no_part_of_the_first_record():
    assert seen(read_ndjson, b'\xef\xbb\xbf{"a": 1}') == [(1, {"a": 1})]
    assert seen(read_json, b'\xef\xbb\xbf[{"a": 1}]') == [(1, {"a": 1})]


def test_uncommon_line_separators_do_not_end_a_record():
    assert seen(read_ndjson, '{"a": "x\u2028y\x85z"}') == [(1, {"a": "x\u2028y\x85z"})]


def test_one_bad_line_leaves_the_others():
    assert seen(read_ndjson, b'{"a": 1}\n{"a": "\xe4"}\n{"a"\n{"a": 2}\n') == [
        (1, {"a": 1}),
        (2, "not-utf8"),
        (3, "not-json"),
        (4, {"a": 2}),
    ]


def test_numbers_are_exact():
    ((_, record),) = seen(
        read_ndjson, '{"a": 0.1, "b": 1.10, "c": 12345678901234567890, "d": 1e2, "e": -0.0}'
    )
    assert [str(value) for value in record.values()] == [
        "0.1",
        "1.10",
        "12345678901234567890",
        "1E+2",
        "-0.0",
    ]
    assert isinstance(record["c"], int)
    assert isinstance(record["a"], Decimal)


def test_a_line_past_the_limit_is_skipped_as_a_whole(monkeypatch):
    monkeypatch.setattr(json_records, "LARGEST_RECORD", 20)
    assert seen(read_ndjson, '{"a": 1}\n' + '{"a": "' + "x" * 500 + '"}\n{"a": 2}') == [
        (1, {"a": 1}),
        (2, "too-large"),
        (3, {"a": 2}),
    ]


def test_elements_of_a_list_have_the_line_on_which_they_begin():
    assert seen(read_json, '[\n {"a": 1},\n\n {"a":\n 2}, {"a": 3}\n]\n') == [
        (2, {"a": 1}),
        (4, {"a": 2}),
        (5, {"a": 3}),
    ]


@pytest.mark.parametrize("text", ["", "  \n", "[]", " [ \n ] \n"])
def test_nothing_holds_no_records(text):
    assert seen(read_json, text) == []


def test_what_is_no_list_is_one_record():
    assert seen(read_json, '\n\n{"a":\n [1, 2]}\n') == [(3, {"a": [1, 2]})]
    assert seen(read_json, "5") == [(1, 5)]
    assert seen(read_json, '{"a": 1} {"a": 2}') == [(1, "not-json")]


def test_brackets_and_commas_within_texts_do_not_count():
    assert seen(read_json, r'[{"a": "]},[\"\\"}, {"b": "}"}]') == [(1, {"a": ']},["\\'}), (1, {"b": "}"})]


def test_a_bad_element_leaves_the_others():
    text = '[{"a": 1},\n{"a": nope},\n{"a": 1, "a": 2},\n{"a": NaN},\n{"a": 2}]'
    assert seen(read_json, text) == [
        (1, {"a": 1}),
        (2, "not-json"),
        (3, "duplicate-key"),
        (4, "not-finite"),
        (5, {"a": 2}),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[{"a": 1}, ]', [(1, {"a": 1}), (1, "not-json")]),
        ('[, {"a": 1}]', [(1, "not-json"), (1, {"a": 1})]),
        ('[{"a": 1}] x', [(1, {"a": 1}), (1, "not-json")]),
        ('[{"a": 1},\n', [(1, {"a": 1}), (2, "not-json")]),
        ('[{"a": 1}', [(1, {"a": 1}), (1, "not-json")]),
        ('[{"a": 1}, {"a": "x', [(1, {"a": 1}), (1, "not-json")]),
        ('[{"a": 1}, {"a": 2', [(1, {"a": 1}), (1, "not-json")]),
        ("[}, 1]", [(1, "not-json"), (1, 1)]),
        ("[", [(1, "not-json")]),
    ],
)
def test_a_broken_list_gives_what_stands_before_the_break(text, expected):
    assert seen(read_json, text) == expected


def test_a_truncated_list_says_where_it_begins():
    *_, last = rows(read_json, "\n[1,\n2")
    assert last.faults[0].message == "the list that begins in line 2 is not closed"


def test_deep_nesting_is_an_error_of_its_record():
    deep = "[" * 10_000 + "]" * 10_000
    assert seen(read_json, f"[1, {deep}, 2]") == [(1, 1), (1, "too-deep"), (1, 2)]
    assert seen(read_ndjson, "[" * 64 + "]" * 64) == [(1, json.loads("[" * 64 + "]" * 64))]
    assert seen(read_ndjson, "[" * 65 + "]" * 65) == [(1, "too-deep")]
    assert seen(read_ndjson, json.dumps({"a": "[" * 100})) == [(1, {"a": "[" * 100})]


def test_a_long_list_is_read_while_it_is_consumed():
    class Endless(io.RawIOBase):
        def __init__(self):
            self.given = 0

        def read(self, size=-1):
            self.given += size
            return b"[" + b'{"a": 1},' * (size // 9) if self.given == size else b'{"a": 1},' * (size // 9)

    stream = Endless()
    reading = read_json(stream)
    assert [next(reading).record for _ in range(10_000)] == [{"a": 1}] * 10_000
    assert stream.given < 1_000_000


def test_an_element_past_the_limit_ends_the_reading(monkeypatch):
    monkeypatch.setattr(json_records, "LARGEST_RECORD", 100_000)
    assert seen(read_json, '[1, "' + "x" * 300_000 + '", 2]') == [(1, 1), (1, "too-large")]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(VALUES), st.sampled_from([None, 1]), st.integers(1, 7), st.booleans())
def test_any_list_is_read_as_json_reads_it_whatever_the_pieces(values, indent, piece, ascii_only):
    class Dripping(io.RawIOBase):
        def __init__(self, data):
            self.data = io.BytesIO(data)

        def read(self, _size=-1):
            return self.data.read(piece)

    text = json.dumps(values, indent=indent, ensure_ascii=ascii_only).encode()
    found = list(read_json(Dripping(text)))
    assert [one.record for one in found if isinstance(one, Row)] == values
    assert len(found) == len(values)


@given(st.binary(max_size=60) | st.text('[]{},:"\\ 1a\n', max_size=40).map(str.encode))
def test_any_bytes_give_rows_and_nothing_else(data):
    for read in (read_json, read_ndjson):
        assert all(isinstance(one, Row | BadRow) for one in read(io.BytesIO(data)))
