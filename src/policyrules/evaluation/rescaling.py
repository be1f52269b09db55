"""The weights of lines where some indicators do not apply (docs: language, scorecard)."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from itertools import product
from typing import TYPE_CHECKING

from attrs import frozen

from policyrules.language.printer import print_expression
from policyrules.values.interval import Interval, hull
from policyrules.values.numbers import CARRY
from policyrules.values.unknown import Cause, Problem, Unknown, causes_of

if TYPE_CHECKING:
    from policyrules.policy.model import Scorecard
    from policyrules.values.truth import Truth

#: With more indicators than this whose applying is unknown, the bounds are coarse.
MOST_UNCERTAIN = 8
_ZERO = Interval.of(0)


@frozen
class Weights:
    """The weight of a line where its indicator applies, and where it does not."""

    #: As the policy gives it.
    own: Interval
    applying: Interval
    otherwise: Interval
    #: Why the weight that the line gives away may find nobody to take it; empty where somebody will.
    nobody: tuple[Cause, ...] = ()


def weigh(card: Scorecard, weights: dict[str, Interval], applies: dict[str, Truth]) -> dict[str, Weights]:
    """The weight of every line: its own, and its part of what `rescale` gives away."""
    gone = {
        one.id: _ZERO if one.otherwise in {"none", "rescale"} else weights[one.id] for one in card.indicators
    }
    giving = [one.id for one in card.indicators if one.otherwise == "rescale" and applies[one.id] is not True]
    if not giving:
        return {name: Weights(weight, weight, gone[name]) for name, weight in weights.items()}
    uncertain = _together(card, applies)
    if len(uncertain) > MOST_UNCERTAIN or not all(weight.exact for weight in weights.values()):
        return _coarsely(card, weights, applies, giving)
    return _by_cases(card, weights, applies, uncertain, gone)


def _together(card: Scorecard, applies: dict[str, Truth]) -> list[list[str]]:
    """The indicators whose applying is unknown; those under the same condition apply together."""
    groups: dict[str, list[str]] = {}
    for one in card.indicators:
        if one.applies is not None and isinstance(applies[one.id], Unknown):
            groups.setdefault(print_expression(one.applies), []).append(one.id)
    return list(groups.values())


def _by_cases(
    card: Scorecard,
    weights: dict[str, Interval],
    applies: dict[str, Truth],
    uncertain: list[list[str]],
    gone: dict[str, Interval],
) -> dict[str, Weights]:
    """The hull of the weights over every case of the indicators whose applying is unknown."""
    causes = causes_of(*applies.values())
    applying: dict[str, list[Interval]] = {name: [] for name in weights}
    otherwise: dict[str, list[Interval]] = {name: [] for name in weights}
    nobody: tuple[Cause, ...] = ()
    for case in product((True, False), repeat=len(uncertain)):
        cases = {
            **{name: truth is True for name, truth in applies.items()},
            **{name: held for names, held in zip(uncertain, case, strict=True) for name in names},
        }
        shared = _share_out(card, {name: weight.value for name, weight in weights.items()}, cases)
        if shared is None:
            nobody = (_nobody(card), *causes)
            continue
        for name in weights:
            (applying if cases[name] else otherwise)[name].append(Interval.of(shared[name]))
    gives = {one.id for one in card.indicators if one.otherwise == "rescale"}
    return {
        name: Weights(
            weights[name],
            hull(applying[name], causes) if applying[name] else weights[name],
            hull(otherwise[name], causes) if otherwise[name] else gone[name],
            nobody if name in gives else (),
        )
        for name in weights
    }


def _share_out(
    card: Scorecard, weights: dict[str, Decimal], applies: dict[str, bool]
) -> dict[str, Decimal] | None:
    """Give the weight of those that do not apply to the others in proportion, by largest remainder.

    None where nobody is left to take it.
    """
    result = dict(weights)
    spare = Decimal(0)
    takers: list[str] = []
    for one in card.indicators:
        if applies[one.id]:
            takers.append(one.id)
        elif one.otherwise == "rescale":
            spare = CARRY.add(spare, weights[one.id])
            result[one.id] = Decimal(0)
        elif one.otherwise == "none":
            result[one.id] = Decimal(0)
        else:
            takers.append(one.id)
    base = sum((weights[name] for name in takers), Decimal(0))
    if spare == 0:
        return result
    if base <= 0:
        return None
    step = card.round.to
    exact = {name: CARRY.divide(CARRY.multiply(weights[name], spare), base) for name in takers}
    given = {
        name: CARRY.multiply(CARRY.divide(exact[name], step).to_integral_value(ROUND_FLOOR), step)
        for name in takers
    }
    left = CARRY.subtract(spare, sum(given.values(), Decimal(0)))
    order = sorted(takers, key=lambda name: CARRY.subtract(given[name], exact[name]))
    for name in order:
        if left < step:
            break
        given[name] = CARRY.add(given[name], step)
        left = CARRY.subtract(left, step)
    if left and order:
        given[order[0]] = CARRY.add(given[order[0]], left)
    return {**result, **{name: CARRY.add(weights[name], given[name]) for name in takers}}


def _coarsely(
    card: Scorecard, weights: dict[str, Interval], applies: dict[str, Truth], giving: list[str]
) -> dict[str, Weights]:
    """Bounds of every weight; a line that keeps its weight where it does not apply takes its part there too."""
    causes = causes_of(*weights.values(), *applies.values())
    bounds = {name: _coarse(name, weights, giving, causes) for name in weights}
    taken = any(one.otherwise in {"full", "zero"} or applies[one.id] is True for one in card.indicators)
    nobody = () if taken else (_nobody(card), *causes_of(*applies.values()))
    found = {}
    for one in card.indicators:
        own, part = weights[one.id], bounds[one.id]
        if one.otherwise == "rescale":
            found[one.id] = Weights(own, part, _ZERO, nobody)
        else:
            found[one.id] = Weights(own, part, _ZERO if one.otherwise == "none" else part)
    return found


def _nobody(card: Scorecard) -> Problem:
    return Problem("nothing-to-rescale", "no indicator is left to take the weight", card.span.place)


def _coarse(
    name: str, weights: dict[str, Interval], giving: list[str], causes: tuple[Cause, ...]
) -> Interval:
    """Bounds without looking at every case: from the line's own weight to all that may be given away."""
    highs = [weights[name].high, *(weights[one].high for one in giving if one != name)]
    low = weights[name].low
    high = (
        None
        if any(end is None for end in highs)
        else sum((end for end in highs if end is not None), Decimal(0))
    )
    if low is not None and low == high:
        return Interval.of(low)
    return Interval(low, high, causes)
