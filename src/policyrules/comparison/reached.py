"""Which rules a change reaches: those that read what changed, themselves or through others."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from attrs import frozen

from policyrules.inference.scope import RESULTS
from policyrules.language.tree import Call, Field, Name, Node
from policyrules.policy.model import Item
from policyrules.policy.walk import expressions_in, free_names, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policyrules.comparison.changes import Change
    from policyrules.inference.checked import CheckedEdition
    from policyrules.policy.model import Edition

#: What rules read, and that is none itself.
_READ: Final = {"facts", "parameters", "definitions", "tables"}
_TOTALS: Final = frozenset({"score.total", "score.grade", "score.final_total", "score.final_grade"})
_AFTER_VETOES: Final = frozenset({"vetoes.any", "score.final_total", "score.final_grade"})


@frozen(slots=False)
class Rules:
    """The rules of an edition, with the names that each of them reads."""

    checked: CheckedEdition

    @cached_property
    def reads(self) -> dict[str, frozenset[str]]:
        """The keys of the rules, and all names, facts and results that each reads, also through others."""
        return {
            key: frozenset(
                name.replace("[]", "") for name in self.checked.reached_from(self._names(key, item))
            )
            for key, item in rules_in(self.checked.edition)
        }

    def _names(self, key: str, item: Item) -> set[str]:
        """What the expressions of a rule mention themselves."""
        found = {name for node in expressions_in(item) for name in _mentioned(node)}
        known = self.checked.findings.get(key)
        if known is not None:
            return found | known.facts | known.names
        # The lines of a scorecard are decided together: of the facts within facts, those of these names.
        lines = self.checked.findings.get("score.lines")
        paths = lines.facts if lines is not None else set()
        return found | {path for path in paths if set(path.replace("[]", "").split(".")) <= found}

    def reached(self, change: Change) -> tuple[str, ...]:
        """The keys of the rules that a change reaches, in the order of the edition."""
        own = change.owners[0].id if change.owners else ""
        group = change.key.partition(".")[0]
        rule = own_rule(change)
        if group in _READ:
            changed = {".".join(one.id for one in change.owners) if group == "facts" else own}
        elif group == "score":
            changed = {rule, *self._groups(own), *_TOTALS}
        else:
            changed = {rule, *(_AFTER_VETOES if group == "vetoes" else ())}
        found = [key for key, read in self.reads.items() if key == rule or changed & read]
        return (rule, *found) if rule == "score" else tuple(found)

    def _groups(self, indicator: str) -> set[str]:
        card = self.checked.edition.scorecard
        lines = card.indicators if card is not None else ()
        return {f"score.{one.group}" for one in lines if one.id == indicator and one.group}


def own_rule(change: Change) -> str:
    """The key of the rule that a change stands in; `score` for the scorecard as a whole, empty for none."""
    own = change.owners[0].id if change.owners else ""
    group = change.key.partition(".")[0]
    if group in _READ or not (own or group == "score"):
        return ""
    if group == "score":
        line = change.unit[1:2] in {("indicators",), ("adjustments",)} and own
        return f"score.{own}" if line else "score"
    return f"{group}.{own}"


def rules_in(edition: Edition) -> Iterator[tuple[str, Item]]:
    """The rules of an edition by key: bars, lines of the scorecard, vetoes, and whatever else decides.

    Where there are none, the definitions are the results.
    """
    found: list[tuple[str, Item]] = [(f"bars.{one.id}", one) for one in edition.bars]
    card = edition.scorecard
    if card is not None:
        found += [(f"score.{one.id}", one) for one in (*card.indicators, *card.adjustments)]
    for group in ("vetoes", "awards", "duties", "publications"):
        found += [(f"{group}.{one.id}", one) for one in getattr(edition, group)]
    yield from found or ((f"definitions.{one.id}", one) for one in edition.definitions)


def _mentioned(node: Node) -> Iterator[str]:
    """Names, tables that are called, fields, and results with their group."""
    yield from free_names(node)
    waiting = [node]
    while waiting:
        one = waiting.pop()
        waiting += parts_of(one)
        match one:
            case Field(Name(group), name) if group in RESULTS:
                yield f"{group}.{name}"
            case Field(_, name):
                yield name
            case Call(function, _):
                yield function
