"""The schema of suites, which editors use."""

import json

import pytest
from jsonschema import Draft7Validator

from policyrules.grammar_files import grammar_text
from policyrules.testing.cohort_sections import COHORT_SECTIONS
from policyrules.testing.sections import FAULTS, SECTIONS
from policyrules.text.data import data_of
from policyrules.text.diagnostic import Diagnostics
from policyrules.text.source import SourceText
from policyrules.text.yaml import read_yaml
from testing.suites import HEAD

SCHEMA = json.loads(grammar_text("suite.schema.json"))


def parts(schema):
    if isinstance(schema, dict):
        yield schema
        for item in schema.values():
            yield from parts(item)
    elif isinstance(schema, list):
        for item in schema:
            yield from parts(item)


def test_it_is_a_schema():
    Draft7Validator.check_schema(SCHEMA)


def test_everything_that_may_be_expected_is_in_it():
    assert set(SCHEMA["definitions"]["expect"]["properties"]) == {*SECTIONS, *COHORT_SECTIONS, *FAULTS}


def test_every_key_is_described():
    described = {"won", "not won", "could still enter", "for review", "excluded"}
    for part in parts(SCHEMA):
        for name, one in part.get("properties", {}).items() if "additionalProperties" in part else ():
            assert name in described or "description" in one, name


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("cases: [{name: it, record: sound, expect: {bars: {a: clear}}}]", True),
        ("cases: [{name: it, each: [{expect: {score: {a: {low: 1, high: null}}}}]}]", True),
        ("cases: [{name: it, cohort: {a: {record: sound}}, expect: {awards: {a: {won: [a]}}}}]", True),
        ("cases: []", False),
        ("cases: [{name: it, each: [{each: []}]}]", False),
        ("cases: [{name: it, expect: {bar: {a: clear}}}]", False),
        ("cases: [{name: it, expect: {score: {a: {low: 1}}}}]", False),
    ],
)
def test_it_takes_what_may_be_written_and_nothing_else(text, valid):
    node = read_yaml(SourceText("", HEAD + text), Diagnostics())
    data = json.loads(json.dumps(data_of(node), default=float))
    assert Draft7Validator(SCHEMA).is_valid(data) is valid
