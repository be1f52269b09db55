import pytest

from policyrules.batch.json_values import NotJson, parse_json


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1', "this JSON ends too early"),
        ('{"a": "x}', "this is not JSON: the text that begins in column 7 is not closed"),
        ('{"a": 1} 2', "this is not JSON: something stands after its end, in column 10"),
        ('{"a" 1}', "this is not JSON from column 6 on"),
        ('{"a":\n  x}', "this is not JSON from its line 2, column 3 on"),
        ('{"k": 1, "k": 2}', "the key `k` stands twice in one object"),
        ("1e99999999999999999999", "a number has an exponent that is out of all range"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text, message):
    found = parse_json(text)
    assert isinstance(found, NotJson)
    assert [one.message for one in found.faults] == [message]


def test_every_constant_is_reported_by_its_pointer():
    found = parse_json('{"a/b": [1, NaN], "c": {"~": -Infinity}}')
    assert [(one.pointer, one.code, one.message) for one in found.faults] == [
        ("/a~1b/1", "not-finite", "JSON has no number `NaN`"),
        ("/c/~0", "not-finite", "JSON has no number `-Infinity`"),
    ]
