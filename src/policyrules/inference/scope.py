"""The names of an edition and what each of them is (docs: language, one edition)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from policyrules.language.literals import literal_text
from policyrules.policy.types import (
    DENIALS,
    ChoiceType,
    DateType,
    FlagType,
    ListType,
    NumberType,
    RecordType,
    ResultsType,
    TextType,
    Type,
)
from policyrules.text.diagnostic import Note
from policyrules.text.source import NOWHERE, Span
from policyrules.text.suggest import suggest

if TYPE_CHECKING:
    from policyrules.language.tree import LiteralValue
    from policyrules.policy.model import Edition
    from policyrules.text.diagnostic import Diagnostics

Kind = Literal["fact", "parameter", "definition", "table", "built-in"]

#: The groups of results; no fact, parameter, definition or table may take their names, nor `as_of`.
RESULTS = ("score", "bars", "vetoes", "duties", "awards")


@frozen
class Declaration:
    """A name, what kind of thing it is, and its type (None until a definition or table is inferred)."""

    name: str
    kind: Kind
    type: Type | None
    span: Span = NOWHERE
    sensitive: bool = False
    #: The path of a fact.
    path: str = ""
    #: A few words about it, for suggestions.
    about: str = ""


@frozen
class Scope:
    """All names of an edition, and the types of its results by group and name."""

    names: dict[str, Declaration] = field(factory=dict)
    results: dict[str, dict[str, Type]] = field(factory=dict)
    #: Whether a section of names could not be read, so that a name may be declared for all that.
    incomplete: bool = False

    def choices(self) -> Iterator[ChoiceType]:
        """The choices among the types of facts and parameters, at any depth."""
        waiting = [one.type for one in self.names.values()]
        while waiting:
            match waiting.pop():
                case ChoiceType() as choice:
                    yield choice
                case ListType(element=element):
                    waiting.append(element)
                case RecordType(fields=fields):
                    waiting += [fact.type for fact in fields]
                case _:
                    pass

    def nearest(self, name: str, variables: Iterable[str]) -> str:
        """What may have been meant by a name that nobody declared, as help."""
        if any(name in choice.options for choice in self.choices()):
            return f'`{name}` is a choice: put it in quotes, "{name}"'
        near = suggest(name, [*variables, *self.names])
        if near is None:
            return "declare it under facts, parameters or definitions; put a text in quotes"
        declaration = self.names.get(near)
        kind = "" if declaration is None or declaration.kind == "built-in" else f"the {declaration.kind} "
        about = f" ({declaration.about})" if declaration is not None and declaration.about else ""
        return f"did you mean {kind}`{near}`{about}?"

    def result(self, group: ResultsType, name: str) -> Type | None:
        """The type of a result, such as `score.total`; None where there is none of that name."""
        if group.decision is not None:
            return _foreign_result(group.group, name)
        return self.results.get(group.group, {}).get(name)


def _foreign_result(group: str, name: str) -> Type | None:
    """The type of a result of another policy, which is not at hand: what its group tells."""
    if group == "score":
        return TextType() if name in {"grade", "final_grade"} else NumberType()
    if group == "vetoes" and name == "denials":
        return DENIALS
    return FlagType()


#: What a decision that is given as a fact offers besides its groups of results.
DECISION_FIELDS: dict[str, Type] = {
    "policy": TextType(),
    "edition": TextType(),
    "as_of": DateType(),
    "denials": DENIALS,
}


def build_scope(edition: Edition, diagnostics: Diagnostics, *, results: bool) -> Scope:
    """Collect the names; report those that stand twice or are reserved.

    Where there are no `results`, as around an expression on its own, their groups are not reserved.
    """
    scope = Scope(incomplete=diagnostics.suggests(("facts", "parameters", "definitions", "tables")))
    groups = RESULTS if results else ()
    declared = [
        Declaration("as_of", "built-in", DateType()),
        *(Declaration(group, "built-in", ResultsType(group)) for group in groups),
        *(Declaration(f.name, "fact", f.type, f.span, f.sensitive, f.path) for f in edition.facts),
        *(Declaration(p.id, "parameter", p.type, p.span, about=_figure(p.value)) for p in edition.parameters),
        *(Declaration(d.id, "definition", None, d.span) for d in edition.definitions),
        *(Declaration(t.id, "table", None, t.span) for t in edition.tables),
    ]
    for one in declared:
        earlier = scope.names.get(one.name)
        if earlier is not None and earlier.kind == "built-in":
            diagnostics.error(
                "reserved-name", one.span, f"`{one.name}` is a name of the language", "choose another"
            )
        elif earlier is not None:
            diagnostics.error(
                "duplicate-name",
                one.span,
                f"the {one.kind} `{one.name}` has the name of a {earlier.kind}",
                "facts, parameters, definitions and tables share one set of names",
                Note(f"the {earlier.kind} stands here", earlier.span),
            )
        else:
            scope.names[one.name] = one
    scope.results.update(_results(edition, diagnostics))
    return scope


def _figure(value: LiteralValue | tuple[LiteralValue, ...] | None) -> str:
    if value is None:
        return "open"
    return "" if isinstance(value, tuple) else literal_text(value)


def _results(edition: Edition, diagnostics: Diagnostics) -> dict[str, dict[str, Type]]:
    score: dict[str, Type] = {}
    card = edition.scorecard
    if card is not None:
        grade = ChoiceType(tuple(one.id for one in card.grades)) if card.grades else TextType()
        score = {"total": NumberType(), "grade": grade, "final_total": NumberType(), "final_grade": grade}
        groups = {one.group for one in card.indicators if one.group}
        for line in (*card.indicators, *card.adjustments):
            if line.id in score or line.id in groups:
                diagnostics.error(
                    "duplicate-name",
                    line.span,
                    f"`score.{line.id}` has two meanings",
                    "total, grade, final_total and final_grade are taken; groups, indicators and adjustments share names",
                )
            score[line.id] = NumberType()
        for group in sorted(groups):
            score[group] = NumberType()
    vetoes: dict[str, Type] = {one.id: FlagType() for one in edition.vetoes}
    for one in edition.vetoes:
        if one.id == "any":
            diagnostics.error(
                "reserved-name", one.span, "`any` means all vetoes together", "choose another name"
            )
    for award in edition.awards:
        if award.id == "all":
            diagnostics.error(
                "reserved-name", award.span, "`all` means all awards together", "choose another name"
            )
    if edition.vetoes:
        vetoes["any"] = FlagType()
    flags = {"bars": edition.bars, "duties": edition.duties, "awards": edition.awards}
    found: dict[str, dict[str, Type]] = {
        group: {one.id: FlagType() for one in items} for group, items in flags.items()
    }
    return {**found, "score": score, "vetoes": vetoes}


def fields_of(kind: RecordType) -> list[str]:
    """The names of a record's facts."""
    return [fact.name for fact in kind.fields]
