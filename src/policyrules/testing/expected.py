"""Reading what a case expects, each value as its place wants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from policyrules.policy.parameter_reader import fits
from policyrules.policy.places import Places
from policyrules.policy.types import (
    AnyType,
    ChoiceType,
    DurationType,
    FlagType,
    ListType,
    NumberType,
    PeriodType,
    RecordType,
    TextType,
    Type,
    describe,
)
from policyrules.testing.written import UNKNOWN, Names, Word, comparable
from policyrules.text.diagnostic import Diagnostics
from policyrules.text.document import Mapping, Node, Scalar, Sequence
from policyrules.text.suggest import suggest
from policyrules.values.calendar import parse_duration, parse_period
from policyrules.values.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from collections.abc import Sequence as ListOf

    from policyrules.text.source import Span

#: Stands where an expectation could not be read; the reason has been reported.
BROKEN: Final = object()


@frozen
class ExpectedReader:
    """Reads expected values; what does not fit is reported and gives BROKEN."""

    diagnostics: Diagnostics
    #: The names of the cohort.
    members: tuple[str, ...] = ()

    def unknown_name(self, span: Span, name: str, what: str, known: Iterable[str]) -> None:
        """Report a name that the policy does not have."""
        names = list(known)
        near = suggest(name, names)
        there = f"there are {', '.join(names)}" if names else f"the policy has no {what}"
        self.diagnostics.error(
            "unknown-name", span, f"unknown {what} `{name}`", f"did you mean `{near}`?" if near else there
        )

    def wrong(self, node: Node, wanted: str) -> Any:
        """Report a value of the wrong kind."""
        found = {Mapping: "a mapping", Sequence: "a list", Scalar: f"`{getattr(node, 'value', '')}`"}
        self.diagnostics.error(
            "wrong-expectation", node.span, f"{found[type(node)]} is not {wanted}", f"write {wanted}"
        )
        return BROKEN

    def word(self, node: Node, options: ListOf[str], what: str) -> Any:
        """One of the words that are possible here."""
        if not isinstance(node, Scalar):
            return self.wrong(node, f"one of {', '.join(options)}")
        if node.value not in options:
            near = suggest(node.value, options)
            self.diagnostics.error(
                "unknown-outcome",
                node.span,
                f"`{node.value}` is not possible for {what}",
                f"did you mean `{near}`?" if near else f"write one of {', '.join(options)}",
            )
            return BROKEN
        return Word(node.value)

    def names(self, node: Node, what: str, known: Iterable[str] | None) -> Any:
        """A list of names; those that are not known are reported. None lets every name pass."""
        if not isinstance(node, Sequence):
            return self.wrong(node, f"a list of {what}s, such as [] for none")
        options = None if known is None else list(known)
        found: list[str] = []
        for item in node.items:
            if not isinstance(item, Scalar):
                return self.wrong(item, f"a {what}")
            if options is not None and item.value not in options:
                self.unknown_name(item.span, item.value, what, options)
                return BROKEN
            found.append(item.value)
        return Names(tuple(found))

    def flag(self, node: Node) -> Any:
        """`true` or `false`."""
        if isinstance(node, Scalar) and not node.style and node.value in {"true", "false"}:
            return node.value == "true"
        return self.wrong(node, "true or false")

    def number(self, node: Node) -> Any:
        """A number, or an interval by its ends."""
        if isinstance(node, Mapping):
            return self._ends(node)
        number = self.literal(node, NumberType())
        return number if number is BROKEN else comparable(number)

    def _ends(self, node: Mapping) -> Any:
        ends = {entry.key.value: entry.value for entry in node.entries}
        if ends.keys() != {"low", "high"}:
            return self.wrong(node, "a number, or its ends as {low: 2, high: 5} with null for no end")
        read = [
            None if isinstance(end, Scalar) and end.is_null else self.literal(end, NumberType())
            for end in (ends["low"], ends["high"])
        ]
        if BROKEN in read:
            return BROKEN
        low, high = read
        if low is not None and high is not None and low > high:
            self.diagnostics.error(
                "empty-range", node.span, "`low` is more than `high`", "exchange the ends; both are included"
            )
            return BROKEN
        return comparable(Interval(low, high))

    def value(self, node: Node, kind: Type) -> Any:
        """A value of a type, in the form in which values are compared; `unknown` without quotes is unknown."""
        if isinstance(node, Scalar) and not node.style and node.value == "unknown":
            return UNKNOWN
        match kind, node:
            case NumberType(), _:
                return self.number(node)
            case ListType(), Sequence():
                items = tuple(self.value(item, kind.element) for item in node.items)
                return BROKEN if BROKEN in items else items
            case RecordType(), Mapping():
                return self._record(node, kind)
            case _:
                value = self.literal(node, kind)
                return value if value is BROKEN else comparable(value)

    def _record(self, node: Mapping, kind: RecordType) -> Any:
        found: dict[str, Any] = {}
        for entry in node.entries:
            fact = kind.get(entry.key.value)
            if fact is None:
                known = [one.name for one in kind.fields]
                self.unknown_name(entry.key.span, entry.key.value, "value", known)
                return BROKEN
            found[fact.name] = self.value(entry.value, fact.type)
        lacking = [one.name for one in kind.fields if one.name not in found]
        if lacking:
            return self.wrong(node, f"complete without {', '.join(lacking)}")
        return BROKEN if BROKEN in found.values() else found

    def literal(self, node: Node, kind: Type) -> Any:
        """A value that is written out, of a type."""
        wanted = describe(kind)
        if isinstance(kind, FlagType):
            return self.flag(node)
        if isinstance(kind, AnyType) or not isinstance(node, Scalar):
            return self.wrong(node, wanted)
        places = Places(self.diagnostics)
        if isinstance(kind, PeriodType | DurationType):
            read = parse_period if isinstance(kind, PeriodType) else parse_duration
            return read(places.text(node)) or self.wrong(node, wanted)
        if isinstance(kind, ChoiceType):
            options = [str(option) for option in kind.options]
            chosen = str(places.number(node)) if kind.numeric else places.text(node)
            if chosen not in options:
                near = suggest(chosen, options)
                self.diagnostics.error(
                    "unknown-choice",
                    node.span,
                    f"`{node.value}` is not one of the choices",
                    f"did you mean `{near}`?" if near else f"the choices are {', '.join(options)}",
                )
                return BROKEN
            return kind.options[options.index(chosen)]
        if isinstance(kind, TextType):
            return node.value
        found = Diagnostics()
        value = Places(found).literal(node)
        # A date that does not exist is told as such; anything else is just not what belongs here.
        told = [one for one in found.sorted() if one.code != "syntax"]
        for one in told:
            self.diagnostics.add(one)
        if told:
            return BROKEN
        return value if fits(value, kind) else self.wrong(node, wanted)

    def mapping(self, node: Node, readers: dict[str, Callable[[Node], Any]], wanted: str) -> Any:
        """A mapping of some of these keys, each read in its own way."""
        if not isinstance(node, Mapping):
            return self.wrong(node, wanted)
        found: dict[str, Any] = {}
        for entry in node.entries:
            if entry.key.value not in readers:
                self.unknown_name(entry.key.span, entry.key.value, "key", readers)
                return BROKEN
            found[entry.key.value] = readers[entry.key.value](entry.value)
        return BROKEN if BROKEN in found.values() else found
