"""A cohort as text for a terminal (docs: language, ranking over a cohort)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from policyrules.evaluation.decide import natural
from policyrules.evaluation.decided import Decided
from policyrules.evaluation.plain import plain_text
from policyrules.evaluation.standings import Exclusion
from policyrules.explanation.cohort_shown import ShownCohort
from policyrules.explanation.phrases import citation
from policyrules.explanation.wording import say
from policyrules.language.printer import print_expression
from policyrules.policy.types import every_fact
from policyrules.policy.words import NO_WORDS, Words
from policyrules.rendering.columns import table
from policyrules.values.calendar import date_text
from policyrules.values.interval import Interval
from policyrules.values.unknown import Unknown

if TYPE_CHECKING:
    from policyrules.errors import LimitExceeded, RecordError
    from policyrules.evaluation.cohort import DecidedCohort
    from policyrules.evaluation.standings import Counts, PublicationResult, Standing
    from policyrules.explanation.cohort_shown import ShownAward
    from policyrules.policy.model import Item

#: How many members are named of those who lack the same.
_MOST_NAMES: Final = 10


def render_cohort(cohort: DecidedCohort, *, language: str, award: str | None, reveal: bool) -> str:
    """Places, what keeps them open, counts, and what could not be decided; with `award` of that one alone."""
    renderer = _Renderer(ShownCohort(cohort, reveal), language)
    counts = renderer.publications() if award is None else ()
    return "\n".join([*renderer.head(), *renderer.awards(award), *counts, *renderer.errors()])


@frozen(slots=False)
class _Renderer:
    shown: ShownCohort
    language: str

    @property
    def cohort(self) -> DecidedCohort:
        return self.shown.cohort

    def say(self, key: str, **values: object) -> str:
        return say(self.language, key, **values)

    def head(self) -> Iterator[str]:
        edition = self.cohort.checked.edition
        title = edition.title.pick(self.language) or edition.policy
        yield self.say("head", title=title, policy=edition.policy, edition=edition.edition)
        line = self.say("cohort", count=len(self.cohort.members), as_of=date_text(self.cohort.as_of))
        asides = [self.say("any_date")] if self.cohort.any_date else []
        asides += [self.say("draft")] if edition.status == "draft" else []
        yield line + "".join(self.say("aside", text=aside) for aside in asides)
        if edition.notice:
            yield f"‖ {edition.notice.tell(self.language)}"

    def name(self, name: str) -> str:
        """A member on one line, whatever its record says."""
        return " ".join(self.shown.names[name].split()) or '""'

    def told(self, key: str) -> str:
        """A rule by its name, and where it comes from."""
        item: Item = self.cohort.checked.items[key]
        label = item.label.pick(self.language)
        name = self.say("named", label=label, id=item.id) if label not in {"", item.id} else item.id
        source = citation(self.language, item.provenance)
        return name + (self.say("cited", citation=source) if source else "")

    def awards(self, only: str | None) -> Iterator[str]:
        for name in self.cohort.awards:
            if only is None or name == only:
                yield ""
                yield self.told(f"awards.{name}")
                award = self.shown.award(name)
                yield from (f"  {line}" for line in self.places(award))
                if award.is_open:
                    yield f"  {self.say('open_for')}"
                    yield from (f"    {line}" for line in self.missing(award))

    def places(self, award: ShownAward) -> list[str]:
        divided = award.ranking.per is not None
        keys = [print_expression(one.value) + (" ↑" if one.ascending else "") for one in award.ranking.by]
        head = [self.say("place"), self.say("member"), self.say("standing"), *keys]
        head += [self.say("group")] if divided else []
        rows: list[tuple[Any, list[str]]] = []
        for number, (name, one) in enumerate(award.result.standings.items()):
            group = award.group(one)
            values = [self.cell(value) for value in award.keys(one)]
            row = [self.place(one), self.name(name), self.standing(award, name)]
            row += values + [""] * (len(keys) - len(values))
            told = self.cell(group)
            order = (
                one.excluded is not None,
                isinstance(group, Unknown),
                natural(told),
                *_order(one),
                number,
            )
            rows.append((order, [*row, told] if divided else row))
        return table(head, [row for _, row in sorted(rows, key=lambda one: one[0])])

    def place(self, one: Standing) -> str:
        if one.place is None:
            return "–" if one.excluded is not None else "?"
        low, high = one.place.low, one.place.high
        return str(low) if low == high else self.say("range", low=low, high=high)

    def standing(self, award: ShownAward, member: str) -> str:
        one, by = award.result.standings[member], award.excluded_by(member)
        if one.excluded is None:
            return self.say(one.outcome.value)
        reason = self.say("winner_of" if one.excluded is Exclusion.WINNER else one.excluded.value)
        if by:
            reason = self.say("outcome", name=reason, outcome=self.say("comma").join(by))
        return self.say("outcome", name=self.say(one.outcome.value), outcome=reason)

    def missing(self, award: ShownAward) -> Iterator[str]:
        """What is missing, after the members who lack it: an open parameter is one for all of them."""
        lacking: dict[str, list[str]] = {}
        for name, facts in award.missing.items():
            what = [self.fact(path) for path in facts]
            what += [f"{one.message} ({one.place})" for one in award.problems.get(name, ())]
            told = self.say("comma").join(what) or self.say("other_award")
            if not isinstance(self.cohort.members[name], Decided):
                told = self.say("unreadable")
            lacking.setdefault(told, []).append(self.name(name))
        if not lacking:
            yield self.say("masked_problem")
        for told, names in lacking.items():
            some = self.say("comma").join(names[:_MOST_NAMES])
            more = self.say("and_more", count=len(names) - _MOST_NAMES) if len(names) > _MOST_NAMES else ""
            yield self.say("outcome", name=some + more, outcome=told)

    def fact(self, path: str) -> str:
        """A fact or open parameter, by its label where it has one."""
        label = self.labels.get(re.sub(r"\[\d+\]", "[]", path), NO_WORDS).pick(self.language)
        return self.say("named", label=label, id=path) if label not in {"", path} else path

    @cached_property
    def labels(self) -> dict[str, Words]:
        checked = self.cohort.checked
        labels = {fact.path: fact.label for fact in every_fact(checked.edition.facts)}
        return labels | {name: one.label for name, one in checked.parameters.items()}

    def publications(self) -> Iterator[str]:
        for name, result in self.cohort.publications.items():
            yield ""
            yield self.told(f"publications.{name}")
            yield from (f"  {line}" for line in self.counts(result))
            if result.unreadable:
                yield f"  {self.say('unreadable_count', count=result.unreadable)}"

    def counts(self, result: PublicationResult) -> list[str]:
        words = ("group", "counted", "not_counted_of", "undetermined", "total_of")
        rows = [*result.groups.items()]
        if result.unknown_group is not None:
            rows.append((self.say("unknown_group"), result.unknown_group))
        rows.append((self.say("together"), result.total))
        return table([self.say(word) for word in words], [[name, *self.numbers(one)] for name, one in rows])

    def numbers(self, one: Counts) -> list[str]:
        told = (one.counted, one.not_counted, one.undetermined, one.total)
        return [self.say("withheld") if count is None else str(count) for count in told]

    def errors(self) -> Iterator[str]:
        bad = {name: one for name, one in self.cohort.members.items() if not isinstance(one, Decided)}
        if bad:
            yield ""
            yield self.say("not_decided")
        for name, error in bad.items():
            yield f"  {self.say('outcome', name=self.name(name), outcome=_told(error))}"

    def cell(self, value: Any) -> str:
        match value:
            case Unknown():
                return self.say("unknown")
            case bool():
                return self.say("true" if value else "false")
            case Interval(low=None, high=high) if high is not None:
                return self.say("at_most", high=plain_text(high))
            case Interval(low=low, high=None) if low is not None:
                return self.say("at_least", low=plain_text(low))
            case Interval(low=low, high=high):
                return self.say("range", low=plain_text(low), high=plain_text(high))
            case _:
                return plain_text(value)


def _order(one: Standing) -> tuple[Decimal, ...]:
    """By place; those whose place is not known come after the others."""
    if one.place is None:
        return (Decimal("Infinity"), Decimal("Infinity"))
    return (Decimal(one.place.low), Decimal(one.place.high))


def _told(error: RecordError | LimitExceeded) -> str:
    return "; ".join(str(error).splitlines())
