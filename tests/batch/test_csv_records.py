import io
from decimal import Decimal

import pytest

import policyrules as pr
from policyrules.batch.csv_records import read_csv
from policyrules.batch.rows import BadRow, UnreadableInputError

POLICY = """\
policy: p
edition: 1
facts:
  code: text
  n: number
  share: percent
  ok: flag
  level: {choice: [1, 2]}
  born: date
  contact: {record: {city: text, office: {record: {floor: number}}}}
  tags: {list: text}
  who: {type: text, key: full.name}
bars:
  b: {modality: must not, source: {clause: 1}, grounds: {g: {when: n > 3}}}
"""


@pytest.fixture(scope="module")
def facts():
    return pr.loads(POLICY).checked.edition.facts


@pytest.fixture
def seen(facts):
    def seen(text):
        data = text if isinstance(text, bytes) else text.encode()
        return [
            (one.line, [(f.pointer, f.code) for f in one.faults] if isinstance(one, BadRow) else one.record)
            for one in read_csv(io.BytesIO(data), facts)
        ]

    return seen


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("code", "007", "007"),
        ("code", "true", "true"),
        ("n", "1.10", Decimal("1.10")),
        ("n", " 7 ", 7),
        ("n", "many", "many"),
        ("n", "007", "007"),
        ("share", "95%", "95%"),
        ("share", "0.95", Decimal("0.95")),
        ("ok", "TRUE", True),
        ("ok", "false", False),
        ("ok", "1", "1"),
        ("level", "2", 2),
        ("born", "2026-05-31", "2026-05-31"),
        ("tags", '"[""a"", ""b""]"', ["a", "b"]),
        ("contact", '"{""city"": ""Oslo""}"', {"city": "Oslo"}),
        ("full.name", "Ann", "Ann"),
    ],
)
def test_the_declared_fact_gives_a_cell_its_type(seen, column, cell, value):
    ((_, record),) = seen(f"{column}\n{cell}\n")
    assert record == {column: value}
    assert str(record[column]) == str(value)


def test_a_column_that_is_no_fact_stays_text(seen):
    assert seen("n,undeclared.thing\n1,2\n") == [(2, {"n": 1, "undeclared.thing": "2"})]


def test_dotted_columns_give_facts_of_records(seen):
    assert seen("contact.city,contact.office.floor\nOslo,3\n") == [
        (2, {"contact": {"city": "Oslo", "office": {"floor": 3}}})
    ]


def test_an_empty_cell_is_unknown(seen):
    assert seen("code,n,contact.city\nA,,\n,1,x\n") == [
        (2, {"code": "A"}),
        (3, {"n": 1, "contact": {"city": "x"}}),
    ]


def test_rows_have_the_line_on_which_they_begin(seen):
    assert seen('code,n\r\n"A\r\nB",1\r\n\r\nC,2\r\n') == [
        (2, {"code": "A\r\nB", "n": 1}),
        (5, {"code": "C", "n": 2}),
    ]


def test_a_byte_order_mark_is_no_part_of_the_head(seen):
    assert seen(b"\xef\xbb\xbfcode\nA\n") == [(2, {"code": "A"})]


def test_bad_rows_leave_the_others(seen):
    text = b'code,n,tags\nA,1,[]\nB\xff,2,[]\nC,3\nD,4,[1\nE,5,"[NaN]"\nF,6,[],x\n"G"x,7,[]\nH,8,[]\n'
    assert seen(text) == [
        (2, {"code": "A", "n": 1, "tags": []}),
        (3, [("/code", "not-utf8")]),
        (4, [("", "wrong-width")]),
        (5, [("/tags", "not-json")]),
        (6, [("/tags/0", "not-finite")]),
        (7, [("", "wrong-width")]),
        (8, [("", "not-csv")]),
        (9, {"code": "H", "n": 8, "tags": []}),
    ]


def test_an_unclosed_quote_is_a_bad_row(seen):
    assert seen('code\nA\n"B\nC\n') == [(2, {"code": "A"}), (3, [("", "not-csv")])]


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_reading_may_stop_after_the_stream_is_closed(facts):
    stream = io.BytesIO(b"code\nA\nB\n")
    rows = read_csv(stream, facts)
    assert next(rows).record == {"code": "A"}
    stream.close()
    rows.close()
    assert next(rows, None) is None


def test_a_head_alone_holds_no_records(seen):
    assert seen("code,n\n") == []
    assert seen("") == []


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("code,,n", "column 2 has no name in the head of the CSV"),
        ("code, code", "the column `code` stands twice in the head of the CSV"),
        ("contact.city,contact", "the column `contact.city` gives a part of what the column `contact` gives"),
        (b"code,\xff", "the name of column 2 is not UTF-8"),
        ('"code"x', "the head of the CSV cannot be read"),
        ("code;n\nA;1", "the columns of the CSV are separated by `;`; save it with commas"),
        ("code\tn\nA\t1", "the columns of the CSV are separated by tabs; save it with commas"),
        (b"\0\0\0", "the head of the CSV holds a NUL character"),
        (b"code,\0", "the head of the CSV holds a NUL character"),
    ],
)
def test_a_wrong_head_makes_the_input_unreadable(seen, head, message):
    with pytest.raises(UnreadableInputError) as caught:
        seen(head)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("head", ["alice,alice", "alice", "contact.alice", "Code,N", "alice;1,2"])
def test_a_head_without_any_fact_is_refused_and_not_shown(seen, head):
    with pytest.raises(UnreadableInputError) as caught:
        seen(f"{head}\n1,2\n")
    assert str(caught.value) == (
        "no column in the head of the CSV is a fact of the policy; "
        "its first row must name facts such as `code`, `n`, `share`, `ok`, `level`, …"
    )


@pytest.mark.parametrize("head", ["contact.office.floor", "full.name", "other,n", "other;x,n"])
def test_one_fact_in_the_head_is_enough(seen, head):
    assert seen(f"{head}\n") == []


def test_a_fact_may_have_a_semicolon_in_its_key():
    policy = POLICY.replace("full.name", "'a;b'")
    facts = pr.loads(policy).checked.edition.facts
    assert [one.record for one in read_csv(io.BytesIO(b"a;b\nAnn\n"), facts)] == [{"a;b": "Ann"}]


def test_without_declared_facts_any_column_will_do_but_not_another_separator():
    assert [one.record for one in read_csv(io.BytesIO(b"x\n1\n"), ())] == [{"x": "1"}]
    with pytest.raises(UnreadableInputError, match="separated by `;`"):
        list(read_csv(io.BytesIO(b"x;y\n1;2\n"), ()))
