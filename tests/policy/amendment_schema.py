"""Makes the JSON Schema of amendments out of that of editions: the same shape, nothing required, `repealed` allowed.

After a change of the schema of editions: `python tests/policy/amendment_schema.py`.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path

GRAMMAR = Path(__file__).parents[2] / "grammar"
PATH = GRAMMAR / "amendment.schema.json"
#: What an edition says of itself, in a whole file and in an amendment.
_HEAD = (
    *("language", "policy", "edition", "title", "notice", "note", "status", "in_force", "review_by"),
    *("subject", "time_zone", "calendar"),
)
#: What an amendment gives as a whole or not at all.
_WHOLE = {"source", "rank_key"}


def amendment_schema() -> dict:
    """The schema of amendments."""
    editions = json.loads((GRAMMAR / "policy.schema.json").read_text(encoding="utf-8"))
    properties = editions["properties"]
    sections = {key: _part(value) for key, value in properties.items() if key not in _HEAD}
    head = {key: _head(key, value) for key, value in properties.items() if key in _HEAD}
    own = {
        "amends": {
            "description": "The name of the edition that this one changes; its file lies beside this one.",
            "allOf": [{"$ref": "#/definitions/text"}],
        },
        "changes": {
            "description": "What changes, in the shape of an edition; `repealed` takes something away.",
            "type": ["object", "null"],
            "properties": sections,
            "additionalProperties": False,
        },
        "unchanged": {
            "description": "The parameters and tables that stay as they are, by name.",
            "type": ["array", "null"],
            "items": {"$ref": "#/definitions/text"},
        },
    }
    definitions = {
        name: value if name in _WHOLE - {"source"} else _part(value, required=name in _WHOLE)
        for name, value in editions["definitions"].items()
    }
    return {
        "$schema": editions["$schema"],
        "$id": editions["$id"].replace("policy.schema", "amendment.schema"),
        "title": "An amendment: an edition of a policy that says what it changes of an earlier one",
        "type": "object",
        "properties": {**head, **own},
        "additionalProperties": False,
        "required": ["policy", "edition", "amends", "in_force"],
        "definitions": definitions,
    }


def _head(key: str, schema: dict) -> dict:
    """A key of the head: what is inherited can be repealed, the rest is given."""
    if key in {"language", "policy", "edition", "status", "in_force"}:
        return schema
    return _repealable(schema)


def _part(schema: dict, *, required: bool = False) -> dict:
    """A part of the rules, with everything in it optional and repealable."""
    made = _repealable(schema)
    if not required:
        made.pop("required", None)
    made["properties"] = {key: _repealable(value) for key, value in made.get("properties", {}).items()}
    return {key: value for key, value in made.items() if value != {} or key != "properties"}


def _repealable(schema: dict) -> dict:
    """The same, or `repealed` in its place."""
    made = copy.deepcopy(schema)
    kinds = made.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and "string" not in kinds:
        made["type"] = [*kinds, "string"]
        made["pattern"] = "^repealed$"
    if "enum" in made:
        made["enum"] = [*made["enum"], "repealed"]
    return made


if __name__ == "__main__":
    PATH.write_text(json.dumps(amendment_schema(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
