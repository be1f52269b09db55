"""A change in a sentence that a layperson reads, in English or Chinese."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from policyrules.comparison.changes import Owner
from policyrules.comparison.values import in_words, percent_words
from policyrules.comparison.wording import VALUES_ZH, attribute_word, kind_word, say
from policyrules.policy.types import ChoiceType, NumberType
from policyrules.values.calendar import Duration, Period

if TYPE_CHECKING:
    from policyrules.comparison.changes import Change, Warned
    from policyrules.policy.model import Item
    from policyrules.policy.types import Type

#: Attributes whose values are words of the language, which read differently in Chinese.
_WORDED: Final = {"modality", "status", "hit", "otherwise", "ties", "mode"}
#: Rules that are told by name before the rest is counted.
_RULES_TOLD: Final = 5


def sentence(change: Change, language: str) -> str:
    """What changes, from what to what, and the clause that it rests on."""
    told = _told(change, language)
    clauses = change.provenance.clauses
    if not clauses or change.attribute == "provenance":
        return told
    citation = say(language, "clause", clauses=", ".join(clauses))
    return say(language, "cited", sentence=told, citation=citation)


def warning(warned: Warned, change: Change, language: str) -> str:
    """Why a change looks like a slip."""
    old, new = (_value(one, change, language) for one in (warned.old, warned.new))
    return say(language, "warning", why=say(language, warned.code, old=old, new=new))


def name_of(owners: tuple[Owner, ...], language: str) -> str:
    """A thing by its kind and label or id, within what it stands in."""
    told = ""
    for owner in owners:
        name = (owner.label.pick(language) or owner.id).replace("“", "‘").replace("”", "’")
        inner = say(language, "item", kind=kind_word(language, owner.kind), name=name)
        told = say(language, "within", inner=inner, outer=told) if told else inner
    return told or say(language, "edition")


def rules_in_words(keys: tuple[str, ...], items: dict[str, Item], language: str) -> str:
    """Rules by their names, the first few of many."""
    names = [rule_name(key, items, language) for key in keys[:_RULES_TOLD]]
    told = say(language, "comma").join(names)
    more = len(keys) - _RULES_TOLD
    if more > 0:
        told = say(language, "and_more", rules=told, count=more)
    return say(language, "reaches", rules=told) if keys else say(language, "reaches_none")


def rule_name(key: str, items: dict[str, Item], language: str) -> str:
    """A rule by its kind and its label or id."""
    if key == "score":
        return say(language, "scorecard")
    item = items.get(key)
    if item is None:
        return key
    return name_of((Owner(type(item).__name__.lower(), item.id, item.label),), language)


def _told(change: Change, language: str) -> str:
    item = name_of(change.owners, language)
    if not change.owners and change.attribute == "scorecard":
        item = say(language, "scorecard")
    kind = change.owners[-1].kind if change.owners else ""
    attribute = attribute_word(language, change.attribute, kind)
    old, new = (_value(one, change, language) for one in (change.old, change.new))
    words: dict[str, Any] = {"item": item, "attribute": attribute, "old": old, "new": new}
    whole = not change.attribute or change.attribute == "scorecard"
    match change.kind:
        case "added" | "repealed" if whole:
            return say(language, change.kind, **words)
        case "reordered" | "reworded":
            return say(language, change.kind, **words)
        case _ if (kind, change.attribute) == ("parameter", "value"):
            return say(language, _of_figure(change.old, change.new), **words)
        case _ if (kind, change.attribute) == ("indicator", "weight"):
            return say(language, "weighs", **words)
        case _ if whole or (kind, change.attribute) == ("definition", "value"):
            return say(language, "moves", **words)
        case _ if _nothing(change.old):
            return say(language, "gains", **words)
        case _ if _nothing(change.new):
            return say(language, "loses", **words)
        case _:
            return say(language, "attribute", **words)


def _nothing(value: Any) -> bool:
    return value is None or value in ("", ())


def _of_figure(old: Any, new: Any) -> str:
    """How a parameter moves."""
    if old is None:
        return "set"
    if new is None:
        return "opened"
    for kind in (Decimal, Period, Duration):
        if isinstance(old, kind) and isinstance(new, kind):
            return "rises" if _size(new) > _size(old) else "falls"
    return "moves"


def _size(value: Decimal | Period | Duration) -> Decimal:
    match value:
        case Period():
            return Decimal(value.months)
        case Duration():
            return value.seconds
        case _:
            return value


def _value(value: Any, change: Change, language: str) -> str:
    if change.attribute in _WORDED and isinstance(value, str) and language == "zh":
        return VALUES_ZH.get(value, value)
    if change.type is not None and change.attribute == "value":
        return _of_type(value, change.type, language)
    return in_words(value, language)


def _of_type(value: Any, kind: Type, language: str) -> str:
    """The value of a parameter: a percent as such, with its unit, a choice by its label."""
    match kind, value:
        case NumberType(percent=True), Decimal():
            return percent_words(value)
        case NumberType(unit=unit), Decimal() if unit:
            return f"{in_words(value, language)} {unit}"
        case ChoiceType(), (str() | Decimal()):
            label = kind.label(value, language)
            return f"“{label}”" if label else in_words(value, language)
        case _:
            return in_words(value, language)
