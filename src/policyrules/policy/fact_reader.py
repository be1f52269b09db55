"""Reading declared facts and types (docs: language, facts)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from policyrules.policy.types import (
    AnyType,
    ChoiceType,
    DateTimeType,
    DateType,
    DecisionType,
    DurationType,
    Fact,
    FlagType,
    ListType,
    NumberType,
    PeriodType,
    RecordType,
    TextType,
    Type,
)
from policyrules.policy.words import NO_WORDS, Words
from policyrules.text.document import Mapping, Node, Scalar, Sequence
from policyrules.text.suggest import suggest
from policyrules.values.numbers import parse_number

if TYPE_CHECKING:
    from policyrules.policy.places import Places
    from policyrules.text.source import Span

_SIMPLE: dict[str, Type] = {
    "flag": FlagType(),
    "number": NumberType(),
    "percent": NumberType(percent=True),
    "text": TextType(),
    "date": DateType(),
    "datetime": DateTimeType(),
    "period": PeriodType(),
    "duration": DurationType(),
}
#: The keys of which a type has exactly one.
TYPE_KEYS = ("type", "list", "record", "decision", "choice")
#: The keys that say more about a type.
DETAIL_KEYS = ("unsettled", "min", "max", "unit", "size")
_LONG_KEYS = {
    *TYPE_KEYS,
    *DETAIL_KEYS,
    "label",
    "note",
    "sensitive",
    "fixed",
    "key",
}


def is_long_form(node: Mapping) -> bool:
    """Whether a mapping gives a type, rather than facts that happen to be called `type` or `list`."""
    entries = {entry.key.value: entry.value for entry in node.entries}
    if not set(entries) <= _LONG_KEYS or not set(entries) & set(TYPE_KEYS):
        return False
    named = entries.get("type")
    return named is None or (isinstance(named, Scalar) and len(entries.keys() & set(TYPE_KEYS)) == 1)


@frozen
class FactReader:
    """Reads facts, fields and the types of parameters and tables."""

    places: Places

    def facts(self, node: Node | None, prefix: str = "") -> tuple[Fact, ...]:
        """The facts of a mapping; `prefix` is the path of what they belong to."""
        return tuple(self.fact(name, span, value, prefix) for name, span, value in self.places.named(node))

    def fact(self, name: str, span: Span, node: Node, prefix: str = "") -> Fact:
        """One declaration, in its short or its long form."""
        keys = self.places.entries(node)
        path = prefix + name
        return Fact(
            name=name,
            type=self.type(node, span, path),
            path=path,
            key=self.places.text(keys.get("key")) or name,
            sensitive=self.places.flag(keys.get("sensitive")),
            fixed=self.places.flag(keys.get("fixed")),
            label=self.places.words(keys.get("label")),
            note=self.places.text(keys.get("note")),
            span=span,
        )

    def type(self, node: Node, span: Span, path: str = "") -> Type:
        """A type: its name, or a mapping that gives it."""
        if isinstance(node, Scalar):
            return self._named_type(node)
        if not isinstance(node, Mapping):
            return AnyType()
        keys = self.places.entries(node)
        given = [key for key in TYPE_KEYS if key in keys]
        if len(given) != 1:
            self.places.diagnostics.error(
                "no-type" if not given else "several-types",
                span,
                "this has no type" if not given else f"`{given[0]}` and `{given[1]}` cannot stand together",
                f"give one of the keys {', '.join(TYPE_KEYS)}",
            )
            return AnyType()
        self._check_keys(node, given[0])
        value = keys[given[0]]
        match given[0]:
            case "list":
                return self._list(value, keys, span, path)
            case "record":
                return RecordType(self.facts(value, f"{path}."))
            case "decision":
                return DecisionType(self.places.text(value))
            case "choice":
                return self._choice(value, keys)
            case _:
                return self._bounded(self._named_type(value), keys, span)

    def _named_type(self, node: Node) -> Type:
        word = self.places.text(node)
        if word in _SIMPLE:
            return _SIMPLE[word]
        if word:
            near = suggest(word, _SIMPLE)
            self.places.diagnostics.error(
                "unknown-type",
                node.span,
                f"unknown type `{word}`",
                f"did you mean `{near}`?"
                if near
                else f"the types are {', '.join(_SIMPLE)}, and mappings for the rest",
            )
        return AnyType()

    def _check_keys(self, node: Mapping, kind: str) -> None:
        only = {"unsettled": "choice", "min": "type", "max": "type", "unit": "type", "size": "list"}
        for entry in node.entries:
            wanted = only.get(entry.key.value)
            if wanted is not None and wanted != kind:
                self.places.diagnostics.error(
                    "misplaced-key",
                    entry.key.span,
                    f"`{entry.key.value}` does not go with `{kind}`",
                    "`unsettled` goes with choices, `size` with lists, `min`, `max` and `unit` with numbers",
                )

    def _list(self, node: Node, keys: dict[str, Node], span: Span, path: str) -> Type:
        element: Type
        if isinstance(node, Mapping) and not is_long_form(node):
            element = RecordType(self.facts(node, f"{path}[]."))
        else:
            element = self.type(node, span, f"{path}[]")
        if "size" in keys and ("." in path or "[" in path):
            self.places.diagnostics.error(
                "misplaced-key",
                keys["size"].span,
                "`size` goes with the lists of `facts`, not with lists inside of them",
                "leave it out; elements that a record gives as null are unknown",
            )
        return ListType(element, self.places.expression(keys.get("size")))

    def _choice(self, node: Node, keys: dict[str, Node]) -> Type:
        if isinstance(node, Scalar):
            return AnyType()  # the schema reports it
        scalars: list[Scalar] = []
        labels: list[Words] = []
        if isinstance(node, Mapping):
            for entry in node.entries:
                scalars.append(entry.key)
                labels.append(self.places.words(entry.value))
        elif isinstance(node, Sequence):
            scalars = [item for item in node.items if isinstance(item, Scalar)]
            labels = [NO_WORDS] * len(scalars)
        numbers = [
            None if scalar.style else parse_number(scalar.value.removeprefix("-")) for scalar in scalars
        ]
        numeric = bool(numbers) and all(number is not None for number in numbers)
        options: list[str | Decimal] = []
        for scalar, number in zip(scalars, numbers, strict=True):
            if number is not None and not numeric:
                self.places.diagnostics.error(
                    "mixed-choices",
                    scalar.span,
                    f"the choice `{scalar.value}` is a number, but others are texts",
                    f'put it in quotes, "{scalar.value}", if records give it as a text',
                )
            option = self._option(scalar, numeric)
            if option in options:
                self.places.diagnostics.error(
                    "duplicate-choice",
                    scalar.span,
                    f"the choice `{scalar.value}` stands here twice",
                    "remove one",
                )
            options.append(option)
        unsettled: list[str | Decimal] = []
        unsettled_node = keys.get("unsettled")
        for item in unsettled_node.items if isinstance(unsettled_node, Sequence) else ():
            if isinstance(item, Scalar):
                option = self._option(item, numeric)
                if option not in options:
                    near = suggest(str(option), map(str, options))
                    self.places.diagnostics.error(
                        "unknown-choice",
                        item.span,
                        f"`{item.value}` is not one of the choices",
                        f"did you mean `{near}`?"
                        if near
                        else f"the choices are {', '.join(map(str, options))}",
                    )
                unsettled.append(option)
        words = tuple((option, label) for option, label in zip(options, labels, strict=True) if label)
        return ChoiceType(tuple(options), frozenset(unsettled), words)

    def _option(self, scalar: Scalar, numeric: bool) -> str | Decimal:
        text = scalar.value.strip()
        if not numeric:
            return text
        number = parse_number(text.removeprefix("-"))
        if number is None:
            return text
        return -number if text.startswith("-") else number

    def _bounded(self, kind: Type, keys: dict[str, Node], span: Span) -> Type:
        if isinstance(kind, AnyType):
            return kind
        if not isinstance(kind, NumberType):
            for key in ("min", "max", "unit"):
                if key in keys:
                    self.places.diagnostics.error(
                        "misplaced-key", keys[key].span, f"`{key}` goes with numbers only", "remove it"
                    )
            return kind
        low, high = self.places.number(keys.get("min")), self.places.number(keys.get("max"))
        if low is not None and high is not None and low > high:
            self.places.diagnostics.error(
                "empty-range", span, f"`min` ({low}) is greater than `max` ({high})", "exchange them"
            )
            low = high = None
        return evolve(kind, min=low, max=high, unit=self.places.text(keys.get("unit")))
