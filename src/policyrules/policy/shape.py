"""The shape of a file: its JSON Schema, and what the schema finds, in plain words."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from policyrules.grammar_files import grammar_text
from policyrules.text.document import Entry, Mapping, Node, Scalar, Sequence
from policyrules.text.suggest import suggest

if TYPE_CHECKING:
    from jsonschema import Draft7Validator
    from jsonschema.exceptions import ValidationError

    from policyrules.text.diagnostic import Diagnostics

#: The ids of policies and the names of editions.
FILE_NAME = re.compile(r"[^\W_][\w.-]{0,99}")
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NAMES = {
    "string": "a text",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping of keys to values",
}


@cache
def schema_of(name: str) -> dict[str, Any]:
    """A schema of the grammar folder, such as `policy.schema.json`, as data."""
    schema: dict[str, Any] = json.loads(grammar_text(name))
    return schema


@cache
def validator(schema: str) -> Draft7Validator:
    """The validator for a schema of the grammar folder, such as `policy.schema.json`."""
    from jsonschema import Draft7Validator  # noqa: PLC0415 - keeps the import of the library light

    return Draft7Validator(schema_of(schema))


def check_shape(document: Node, schema: str, diagnostics: Diagnostics) -> None:
    """Report every unknown or missing key and every value of the wrong shape."""
    for error in validator(schema).iter_errors(_instance(document)):
        if diagnostics.full:
            return
        _explain(error, document, diagnostics)


def _instance(node: Node) -> Any:
    """The node as the plain data that a schema describes."""
    match node:
        case Mapping():
            return {entry.key.value: _instance(entry.value) for entry in node.entries}
        case Sequence():
            return [_instance(item) for item in node.items]
        case Scalar():
            return _plain(node)


def _plain(scalar: Scalar) -> Any:
    if scalar.style:
        return scalar.value
    if scalar.is_null:
        return None
    if scalar.value in {"true", "false"}:
        return scalar.value == "true"
    if _INTEGER.fullmatch(scalar.value):
        return int(scalar.value)
    if _NUMBER.fullmatch(scalar.value):
        return 0.5  # which number it is matters to no schema
    return scalar.value


def _explain(error: ValidationError, document: Node, diagnostics: Diagnostics) -> None:
    node, key = _find(document, list(error.absolute_path))
    place = node.span
    if key is not None and isinstance(node, Scalar) and node.is_null:
        place = key.span
    named = f"`{key.value}`" if key is not None else "this"
    last = error.absolute_path[-1] if error.absolute_path else None
    if isinstance(last, int) and key is not None:
        named, key = f"item {last + 1} of `{key.value}`", None
    schema: Any = error.schema
    match error.validator:
        case "additionalProperties" if isinstance(node, Mapping):
            for entry in node.entries:
                if entry.key.value not in schema["properties"]:
                    _unknown_key(entry, node, list(schema["properties"]), diagnostics)
        case "required" if isinstance(node, Mapping):
            missing = next(name for name in schema["required"] if f"'{name}'" in error.message)
            others = [one.key.value for one in node.entries if one.key.value not in schema["properties"]]
            if missing in {suggest(other, schema["properties"]) for other in others}:
                return  # it is there, but misspelt
            where = key.span if key is not None else place
            whole = "the key `{}` is missing" if named == "this" else f"{named} needs the key `{{}}`"
            described = _described(schema["properties"].get(missing, {}))
            diagnostics.error("missing-key", where, whole.format(missing), described)
        case "enum" if key is not None and key.value == "type":
            return  # the reader of types says it better
        case "enum":
            written = node.value if isinstance(node, Scalar) else "…"
            options = [str(option) for option in schema["enum"]]
            near = suggest(written, options)
            diagnostics.error(
                "not-allowed",
                place,
                f"`{written}` is not possible for {named}",
                f"did you mean `{near}`?" if near else f"write one of {', '.join(options)}",
            )
        case "minItems" | "minProperties":
            diagnostics.error("empty", place, f"{named} is empty", "write at least one, or leave the key out")
        case _:
            _wrong_shape(node, named, place, schema, diagnostics)


def _described(schema: Any) -> str:
    """The description of a key in a schema, as help."""
    description = str(schema.get("description", "")).rstrip(".")
    return f"it says: {description[:1].lower()}{description[1:]}" if description else ""


def _wrong_shape(node: Node, named: str, place: Any, schema: Any, diagnostics: Diagnostics) -> None:
    wanted = schema.get("type", [])
    kinds = [wanted] if isinstance(wanted, str) else list(wanted)
    if {"string", "number", "boolean"} <= set(kinds):
        kinds = ["string", *(kind for kind in kinds if kind in {"array", "object"})]
    # Where there is a pattern, the only text is a word of amendments.
    names = _NAMES | ({"string": "`repealed`"} if "pattern" in schema else {})
    expected = " or ".join(names.get(kind, kind) for kind in kinds if kind != "null")
    if isinstance(node, Scalar) and node.is_null:
        diagnostics.error("no-value", place, f"nothing is written for {named}", f"write {expected}")
        return
    found = {Mapping: "a mapping", Sequence: "a list", Scalar: f"`{getattr(node, 'value', '')}`"}[type(node)]
    hint = f"write {expected}"
    if (
        isinstance(node, Mapping | Sequence)
        and node.flow
        and names.get("string") == "a text"
        and "string" in kinds
    ):
        hint += "; an expression that begins with a bracket must be quoted, or written in a block after `>`"
    diagnostics.error("wrong-shape", place, f"{named} cannot be {found}", hint)


def _unknown_key(entry: Entry, mapping: Mapping, known: list[str], diagnostics: Diagnostics) -> None:
    name = entry.key.value
    if mapping.flow and "：" in name:
        diagnostics.error(
            "full-width",
            entry.key.span,
            "`：` is a typographic or full-width character",
            f"write `{name.replace('：', ': ')}`",
        )
        return
    if mapping.flow and isinstance(entry.value, Scalar) and entry.value.is_null and not name.isidentifier():
        diagnostics.error(
            "split-value",
            entry.key.span,
            f"YAML has split an expression here: `{name}` stands alone",
            "inside {…} quote an expression that contains a comma or a bracket",
        )
        return
    near = suggest(name, known)
    help_text = f"did you mean `{near}`?" if near else f"the keys here are {', '.join(known)}"
    diagnostics.error("unknown-key", entry.key.span, f"unknown key `{name}`", help_text)


def _find(document: Node, path: list[str | int]) -> tuple[Node, Scalar | None]:
    """The node at a path of keys and indexes, and the last key on the way."""
    node, last = document, None
    for step in path:
        if isinstance(node, Mapping):
            entry = next(entry for entry in node.entries if entry.key.value == step)
            node, last = entry.value, entry.key
        elif isinstance(node, Sequence) and isinstance(step, int):
            node = node.items[step]
    return node, last
