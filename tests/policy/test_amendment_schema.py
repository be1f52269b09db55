"""The JSON Schema of amendments, which editors of YAML use."""

from __future__ import annotations

import json
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from policyrules.grammar_files import grammar_text
from policyrules.policy.shape import validator


def maker():
    spec = spec_from_file_location("amendment_schema", Path(__file__).with_name("amendment_schema.py"))
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_is_made_out_of_that_of_editions():
    """After a change of the one: `python tests/policy/amendment_schema.py`."""
    assert json.loads(grammar_text("amendment.schema.json")) == maker().amendment_schema()


HEAD = {"policy": "p", "edition": 2, "amends": 1, "in_force": {"from": "2027-01-01"}}
ACCEPTED = [
    {},
    {"changes": None, "unchanged": None},
    {"changes": {"bars": {"b": {"applies": "repealed"}, "c": "repealed"}, "vetoes": "repealed"}},
    {"changes": {"scorecard": {"indicators": {"i": {"weight": 1, "otherwise": "repealed"}}}}},
    {"changes": {"facts": {"f": {"sensitive": "repealed"}, "g": "date"}}},
    {"changes": {"parameters": {"p": {"label": {"zh": "中"}}}}, "unchanged": ["q"]},
    {"title": {"zh": "新"}, "calendar": "repealed"},
]
REFUSED = [
    {"changes": {"bars": {"b": "gone"}}},
    {"changes": {"bars": {"b": {"when": "a"}}}},
    {"changes": {"parameters": {"p": {"source": {"quote": "no clause"}}}}},
    {"changes": {"facts": {"f": {"sensitive": "no"}}}},
    {"changes": {"title": "under changes"}},
    {"changes": "repealed"},
    {"bars": {}},
    {"in_force": "repealed"},
    {"unchanged": "q"},
]


@pytest.mark.parametrize("more", ACCEPTED)
def test_it_accepts(more):
    assert validator("amendment.schema.json").is_valid({**HEAD, **more})


@pytest.mark.parametrize("more", REFUSED)
def test_it_refuses(more):
    assert not validator("amendment.schema.json").is_valid({**HEAD, **more})


@pytest.mark.parametrize("key", sorted(HEAD))
def test_the_head_must_be_there(key):
    assert not validator("amendment.schema.json").is_valid({one: HEAD[one] for one in HEAD if one != key})
