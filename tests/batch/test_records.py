import io

import pytest

import policyrules as pr
from policyrules.batch.deciding import decide_rows, error_entry
from policyrules.batch.records import guess_format, read_records, refuse_utf16
from policyrules.batch.rows import BadRow, DecidedRow, Row, UnreadableInputError, bad_row
from policyrules.batch.undeclared import UndeclaredFact, undeclared_facts

POLICY = """\
policy: p
edition: 1
in_force: {from: 2026-01-01}
facts: {n: number, items: {list: {on: date}}}
bars:
  b:
    modality: must not
    source: {clause: 1}
    grounds:
      g: {when: n > 3}
      h: {when: some i in items satisfies some j in items satisfies some k in items satisfies i.on < j.on and j.on < k.on}
"""


@pytest.fixture(scope="module")
def policy():
    return pr.loads(POLICY)


@pytest.mark.parametrize(
    ("name", "head", "form"),
    [
        ("r.ndjson", b"[", "ndjson"),
        ("R.JSONL", b"", "ndjson"),
        ("r.yml", b"{", "yaml"),
        ("r.yaml", b"", "yaml"),
        ("r.csv", b"{", "csv"),
        ("r.json", b' \n[{"a": 1}]', "json"),
        ("r.json", b'{\n "a": 1}', "json"),
        ("r.json", b'{"a": 1}\n{"a": 2}\n', "ndjson"),
        ("r.json", b"nonsense", "json"),
        ("-", b'\xef\xbb\xbf{"a": 1}\n{', "ndjson"),
        ("-", b'{"a": "a line longer than the head', "ndjson"),
        ("-", b'{"a":\n 1}', "json"),
        ("-", b"[1]", "json"),
        ("-", b"a: 1\n", "yaml"),
        ("-", b"- a: 1\n", "yaml"),
        ("-", b"---\na: 1\n", "yaml"),
        ("-", b"# a\n", "yaml"),
        ("-", b"code,n\nA,1\n", "csv"),
        ("-", b"\x00\x01", "ndjson"),
    ],
)
def test_the_format_is_told_by_the_name_and_else_by_the_first_bytes(name, head, form):
    assert guess_format(name, head) == form


@pytest.mark.parametrize(
    ("form", "text"), [("ndjson", '{"n": 1}'), ("json", '[{"n": 1}]'), ("yaml", "n: 1"), ("csv", "n\n1")]
)
def test_every_format_is_read(policy, form, text):
    (row,) = read_records(io.BytesIO(text.encode()), form, policy.checked.edition.facts)
    assert row.record == {"n": 1}


def test_utf16_is_refused():
    refuse_utf16(b"\xef\xbb\xbf")
    for data in ("a".encode("utf-16-le"), "a".encode("utf-16-be")):
        mark = b"\xff\xfe" if data[0] else b"\xfe\xff"
        with pytest.raises(UnreadableInputError):
            refuse_utf16(mark + data)


def test_each_row_gives_a_decision_or_its_faults(policy):
    rows = [
        Row(1, {"n": 4}),
        bad_row(2, "not-json", "no"),
        Row(3, {"n": "x"}),
        Row(4, {"n": 1, "items": [{"on": "2026-01-01"}] * 500}),
    ]
    first, *bad = decide_rows(policy, rows, as_of="2026-05-31")
    assert isinstance(first, DecidedRow)
    assert (first.line, first.decision.bars["b"].outcome) == (1, "barred")
    assert [(one.line, one.faults[0].code) for one in bad] == [
        (2, "not-json"),
        (3, "wrong-type"),
        (4, "limit-exceeded"),
    ]


def test_deciding_is_lazy(policy):
    def rows():
        yield Row(1, {"n": 1})
        raise AssertionError

    assert isinstance(next(decide_rows(policy, rows(), as_of="2026-05-31")), DecidedRow)


def test_a_day_out_of_force_is_refused_even_without_records(policy):
    with pytest.raises(pr.NoEditionInForce):
        next(decide_rows(policy, [], as_of="2025-12-31"))
    assert list(decide_rows(policy, [], as_of="2025-12-31", any_date=True)) == []


def test_an_error_entry_holds_the_line_and_every_fault():
    faults = (pr.Fault("/n", "wrong-type", "no number"), pr.Fault("", "x", "y"))
    assert error_entry(BadRow(7, faults)) == {
        "error": {
            "line": 7,
            "faults": [
                {"pointer": "/n", "code": "wrong-type", "message": "no number"},
                {"pointer": "", "code": "x", "message": "y"},
            ],
        }
    }


def test_undeclared_facts_are_counted_by_record(policy):
    rows = [
        Row(1, {"n": 1}),
        Row(2, {"m": 1, "items": [{"onn": 1}, {"onn": 2}, 5]}),
        Row(5, {"items": [{"onn": 1}]}),
        Row(6, [1]),
    ]
    assert undeclared_facts(rows, policy.checked.edition.facts) == [
        UndeclaredFact("m", 1, 2, None),
        UndeclaredFact("items[].onn", 2, 2, "on"),
    ]
