"""Bars, the scorecard, vetoes, awards, duties and publications for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyrules.explanation.phrases import consequence
from policyrules.language.printer import print_expression
from policyrules.policy.model import ScoreIs, TakeBudget
from policyrules.rendering.blocks import Block, Code, Heading, Line, joined, pieces
from policyrules.values.numbers import decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policyrules.explanation.phrasing import Phrasing
    from policyrules.language.tree import Expr
    from policyrules.policy.model import (
        Award,
        Bar,
        Deduction,
        Duty,
        Effect,
        Indicator,
        Publication,
        Ranking,
        Scorecard,
        Veto,
    )


def rule_blocks(words: Phrasing) -> Iterator[Block]:
    """Every rule of the edition, in the order in which they are decided."""
    edition = words.edition
    if edition.bars:
        yield Heading(2, words.say("bars"))
    for bar in edition.bars:
        yield from _bar(bar, words)
    if edition.scorecard is not None:
        yield from _scorecard(edition.scorecard, words)
    if edition.vetoes:
        yield Heading(2, words.say("vetoes"))
    for veto in edition.vetoes:
        yield from _veto(veto, words)
    if edition.awards:
        yield Heading(2, words.say("awards"))
    for award in edition.awards:
        yield from _award(award, words)
    if edition.duties:
        yield Heading(2, words.say("duties"))
    for duty in edition.duties:
        yield from _duty(duty, words)
    if edition.publications:
        yield Heading(2, words.say("publications"))
        yield from _publications(edition.publications, words)


def _bar(bar: Bar, words: Phrasing) -> Iterator[Block]:
    yield Heading(3, words.name(bar))
    yield words.about(
        bar,
        ("modality", words.say(f"modality_{bar.modality}")),
        ("applies", words.expression(bar.applies)),
    )
    heads = (words.say("condition"),)
    yield words.table(bar.grounds, heads, lambda one: (words.expression(one.when),), first="ground")


def _scorecard(card: Scorecard, words: Phrasing) -> Iterator[Block]:
    yield Heading(2, words.say("scorecard"))
    step = words.say("rounded", step=decimal_text(card.round.to), mode=words.say(card.round.mode))
    yield words.terms(
        ("total", words.expression(card.total)),
        ("rounding", step),
        ("limits", _bounds(card.at_least, card.at_most, words)),
        ("changed", words.changed(card.span)),
    )
    if card.indicators:
        yield Heading(3, words.say("indicators"))
    heads = tuple(map(words.say, ("group", "weight", "method", "bounds", "applies")))
    yield words.table(card.indicators, heads, lambda one: _indicator(one, words), first="indicator")
    for one in card.indicators:
        if one.deduct:
            yield Heading(4, (words.say("deductions"), words.say("of_item"), *pieces(words.name(one))))
            heads = (words.say("condition"), words.say("method"), words.say("bounds"))
            yield words.table(one.deduct, heads, lambda each: _deduction(each, words))
    if card.adjustments:
        yield Heading(3, words.say("adjustments"))
        heads = tuple(map(words.say, ("method", "bounds", "applies")))
        yield words.table(
            card.adjustments,
            heads,
            lambda one: (
                words.expression(one.points),
                _bounds(one.at_least, one.at_most, words),
                words.expression(one.applies),
            ),
        )
    if card.grades:
        yield Heading(3, words.say("grades"))
        yield words.table(card.grades, (words.say("band"),), lambda one: (words.expression(one.band),))


def _indicator(one: Indicator, words: Phrasing) -> tuple[Line, ...]:
    methods = (
        words.expression(one.share, words.say("share")),
        words.expression(one.points, words.say("points")),
        words.expression(one.table, words.say("table")),
        words.expression(one.when, words.say("when")),
        words.say("deduct") if one.deduct else "",
    )
    applies = (words.expression(one.applies), words.say(f"applies_{one.otherwise}") if one.otherwise else "")
    return (
        one.group,
        words.expression(one.weight),
        joined(methods, words.say("semicolon")),
        _bounds(one.at_least, one.at_most, words),
        joined(applies, words.say("semicolon")),
    )


def _deduction(one: Deduction, words: Phrasing) -> tuple[Line, ...]:
    either = (
        words.expression(one.each, words.say("each")),
        words.expression(one.when, words.say("once")),
    )
    return joined(either, ""), words.expression(one.points), _bounds(None, one.at_most, words)


def _bounds(least: Expr | None, most: Expr | None, words: Phrasing) -> Line:
    both = words.expression(least, words.say("no_less")), words.expression(most, words.say("no_more"))
    return joined(both, words.say("comma"))


def _veto(veto: Veto, words: Phrasing) -> Iterator[Block]:
    yield Heading(3, words.name(veto))
    yield words.about(
        veto, ("condition", words.expression(veto.when)), ("applies", words.expression(veto.applies))
    )
    heads = tuple(map(words.say, ("effect", "condition", "time")))
    yield words.table(veto.effects, heads, lambda one: _effect(one, words))


def _effect(one: Effect, words: Phrasing) -> tuple[Line, ...]:
    card = words.edition.scorecard
    labels = {grade.id: grade.label for grade in card.grades} if card is not None else {}

    def grade_name(grade: str) -> str:
        return (labels[grade].tell(words.language) if grade in labels else "") or grade

    what = one.consequence
    score = print_expression(what.score) if isinstance(what, ScoreIs) else ""
    time = (
        words.expression(one.start, words.say("start")),
        words.expression(one.until, words.say("until_day")),
        words.expression(one.duration, words.say("duration")),
    )
    return (
        consequence(words.language, what, grade_name, score),
        words.expression(one.when),
        joined(time, words.say("comma")),
    )


def _award(award: Award, words: Phrasing) -> Iterator[Block]:
    yield Heading(3, words.name(award))
    yield words.about(
        award,
        ("eligible", words.expression(award.eligible)),
        ("applies", words.expression(award.applies)),
        *(_ranking(award.rank, words) if award.rank is not None else ()),
    )


def _ranking(rank: Ranking, words: Phrasing) -> Iterator[tuple[str, Line]]:
    keys = tuple(
        (*pieces(words.expression(key.value)), words.say("ascending") if key.ascending else "")
        for key in rank.by
    )
    yield "ranked", joined(keys, words.say("semicolon"))
    if isinstance(rank.take, TakeBudget):
        cost = words.expression(rank.take.cost, words.say("cost"))
        yield "taken", (*pieces(words.expression(rank.take.amount, words.say("take_budget"))), *pieces(cost))
    else:
        yield "taken", words.expression(rank.take.count, words.say("take_count"))
    yield "ties", words.say(f"ties_{rank.ties}")
    yield "per", words.expression(rank.per)
    yield "except", joined(tuple(Code(name) for name in rank.excepted), words.say("comma"))


def _duty(duty: Duty, words: Phrasing) -> Iterator[Block]:
    yield Heading(3, words.name(duty))
    yield words.about(
        duty,
        ("modality", words.say(f"modality_{duty.modality}")),
        ("by", duty.by.tell(words.language)),
        ("elements", _elements(duty, words)),
        ("due", words.expression(duty.due)),
        ("applies", words.expression(duty.applies)),
    )
    heads = (words.say("condition"),)
    yield words.table(duty.requires, heads, lambda one: (words.expression(one.when),), first="requirement")


def _elements(duty: Duty, words: Phrasing) -> Line:
    """`r in reports where r.closed`, which the model holds as `list(r for r in reports where r.closed)`."""
    if duty.elements is None:
        return ""
    where = words.expression(duty.elements.where, " where ")
    return (
        Code(duty.elements.variable),
        " in ",
        *pieces(words.expression(duty.elements.items)),
        *pieces(where),
    )


def _publications(publications: tuple[Publication, ...], words: Phrasing) -> Iterator[Block]:
    heads = tuple(map(words.say, ("counted", "per", "withheld")))
    yield words.table(
        publications,
        heads,
        lambda one: (
            words.expression(one.count),
            words.expression(one.per),
            words.expression(one.suppress_below),
        ),
    )
