"""What each place of a policy file takes, as the JSON Schema of editions says."""

from __future__ import annotations

import unicodedata
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from policyrules.policy.fact_reader import DETAIL_KEYS, TYPE_KEYS, is_long_form
from policyrules.policy.shape import schema_of
from policyrules.text.document import Entry, Mapping, Scalar

if TYPE_CHECKING:
    from policyrules.text.document import Node

#: Keys of which an item has one at most (or says with one of them what another leaves open).
_ALTERNATIVES = (
    {"source", "assumed", "delegated"},
    {"share", "points", "deduct", "table", "when"},
    {"each", "when"},
    {"grade", "score", "deny", "stop", "defer", "refer"},
    {"until", "for"},
)
#: The items of which the schema cannot say that they need one of several keys.
_NEED_ONE_OF = {
    "fact": TYPE_KEYS,
    "indicator": ("share", "points", "deduct", "table", "when"),
    "deduction": ("each", "when"),
    "effect": ("grade", "score", "deny", "stop", "defer", "refer"),
}
#: The keys for which a scalar may stand in the place of a mapping.
_SHORT = ("is", "type", "value", "when")
#: A quote belongs to its clause, so that a source is given as a whole.
_WHOLE = {"source", "mixed"}


@frozen(slots=False)
class Form:
    """What a place takes: a mapping with certain keys, items by name, or a value."""

    #: The name that the schema gives it, such as `ground`; the key where it gives none.
    name: str
    schema: dict[str, Any] = field(repr=False)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys that a mapping may have here; none where they are names."""
        return frozenset(self.schema.get("properties", ()))

    @property
    def required(self) -> frozenset[str]:
        """The keys that a mapping must have here."""
        return frozenset(self.schema.get("required", ()))

    @property
    def collection(self) -> bool:
        """Whether there are items by name here."""
        further = self.schema.get("additionalProperties")
        return isinstance(further, dict) and "$ref" in further

    @property
    def whole(self) -> bool:
        """Whether what stands here is replaced as a whole, mapping or not."""
        return self.name in _WHOLE

    @cached_property
    def short(self) -> str:
        """The key for whose value a scalar stands here, empty where there is none."""
        both = {"string", "object"} <= set(self.schema.get("type", ()))
        return next((key for key in _SHORT if both and key in self.keys), "")

    def key(self, name: str) -> Form:
        """The form of what stands under a key, or of an item."""
        known = self.schema.get("properties", {})
        further = self.schema.get("additionalProperties")
        return _resolved(name, known.get(name, further if isinstance(further, dict) else {}))

    def element(self) -> Form:
        """The form of the items of a list."""
        return _resolved(self.name, self.schema.get("items", {}))

    def elements_of(self, *nodes: Node) -> Form:
        """The form of what stands under `list`: named facts, or one type."""
        long = [isinstance(node, Mapping) and is_long_form(node) for node in nodes]
        if not all(isinstance(node, Mapping) for node in nodes) or any(long) != all(long):
            return Form("mixed", {})
        fact = {"$ref": "#/definitions/fact"}
        return _resolved("fact", fact) if all(long) else Form("list", {"additionalProperties": fact})

    def is_repealed_by(self, node: Node) -> bool:
        """Whether `repealed` is written here; in quotes it is a text, where there may be one."""
        quoted = isinstance(node, Scalar) and node.value == "repealed" and "type" in self.schema
        return is_repealed(node) or (quoted and "string" not in self.schema["type"])

    def long(self, node: Node) -> Node:
        """The long form of what may stand here in short."""
        if not self.short or not isinstance(node, Scalar) or node.is_null:
            return node
        return Mapping((Entry(Scalar(self.short, "", node.span), node),), node.span)

    def lacks(self, node: Node) -> str:
        """The key, in words, without which a new item is not complete; empty where it is."""
        node = self.long(node)
        if not isinstance(node, Mapping):
            return ""  # not of the right shape, which is told elsewhere
        present = {entry.key.value for entry in node.entries}
        missing = [key for key in self.schema.get("required", ()) if key not in present]
        if missing:
            return f"the key `{missing[0]}`"
        choices = _NEED_ONE_OF.get(self.name, ())
        return "" if not choices or present & set(choices) else f"one of {', '.join(choices)}"

    def replaced(self, former: dict[str, Entry], given: dict[str, Entry]) -> set[str]:
        """The former keys that those which are given take the place of."""
        setting = {key for key, entry in given.items() if not is_repealed(entry.value)}
        gone = set[str]()
        for group in _ALTERNATIVES:
            if group <= self.keys and setting & group:
                gone |= group
        kinds = [key for key in TYPE_KEYS if key in setting]
        if {"type", "choice"} <= self.keys and kinds and not _same_kind(kinds, former, given):
            gone |= {*TYPE_KEYS, *DETAIL_KEYS}
        return (gone & former.keys()) - given.keys()


def _same_kind(kinds: list[str], former: dict[str, Entry], given: dict[str, Entry]) -> bool:
    """Whether a type is given anew of the same kind, so that what else is said of it still goes with it."""
    if kinds != [key for key in TYPE_KEYS if key in former]:
        return False
    return kinds != ["type"] or given["type"].value == former["type"].value


def _resolved(name: str, schema: dict[str, Any]) -> Form:
    if "allOf" in schema:
        schema = schema["allOf"][0]
    if "$ref" not in schema:
        return Form(name, schema)
    target = schema["$ref"].rpartition("/")[2]
    return Form(target, schema_of("policy.schema.json")["definitions"][target])


def edition_form() -> Form:
    """The form of a whole file."""
    return Form("edition", schema_of("policy.schema.json"))


def is_repealed(node: Node) -> bool:
    """Whether `repealed` is written as a value."""
    return isinstance(node, Scalar) and not node.style and node.value == "repealed"


def by_name(node: Node | None) -> dict[str, Entry]:
    """The entries of a mapping by their keys in NFC, as names are compared."""
    entries = node.entries if isinstance(node, Mapping) else ()
    return {unicodedata.normalize("NFC", entry.key.value): entry for entry in entries}
