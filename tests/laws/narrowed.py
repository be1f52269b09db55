"""Whether what was determined stays as it was when more facts are known."""

from __future__ import annotations

from policyrules.evaluation.data import Group, ListValue, RecordValue
from policyrules.evaluation.interpreter import interpret
from policyrules.values.interval import Interval
from policyrules.values.unknown import Problem, Unknown

_OPEN = {"undetermined", None}


def departures(before, after):
    """What changed between two decisions although it was determined, in words."""
    found = [
        *_outcomes("bars", before.bars, after.bars),
        *_outcomes("vetoes", before.vetoes, after.vetoes),
        *_outcomes("awards", before.awards, after.awards),
        *_outcomes("duties", before.duties, after.duties),
        *_grounds(before, after),
        *_effects(before, after),
        *_scores(before.score, after.score),
    ]
    one, two = (interpret(each.checked, each.facts, each.as_of) for each in (before, after))
    numbered = [name for name in before.duties if _keeps_numbers(one.steps.get(f"duties.{name}.for"))]
    found += _elements(before.duties, after.duties, numbered)
    for name in one.names:
        found += _values(f"the name {name}", one.names[name], two.names[name])
    for key in one.steps.keys() & two.steps.keys():
        if _of_further(key, before.duties, numbered):
            continue
        found += _steps(key, one.steps[key], two.steps[key])
    return found


def out_of_magnitude(decision):
    """Whether a problem of magnitude arose anywhere: narrowing makes an exception for those."""
    run = interpret(decision.checked, decision.facts, decision.as_of)
    waiting = [*run.steps.values()]
    while waiting:
        step = waiting.pop()
        waiting += step.children
        causes = getattr(step.value, "causes", ())
        if any(isinstance(cause, Problem) and cause.code == "magnitude" for cause in causes):
            return True
    return False


def _outcomes(group, before, after):
    for name, result in before.items():
        if result.outcome not in _OPEN and after[name].outcome != result.outcome:
            yield f"{group}.{name} was {result.outcome} and became {after[name].outcome}"


def _keeps_numbers(source):
    """Whether the elements of a duty keep their numbers: those of a list that may lose some do not."""
    items = source.children[0].value if source is not None else None
    return not isinstance(items, ListValue) or all(one.belongs is True for one in items.members)


def _of_further(key, duties, numbered):
    """Whether a step is of an element that has no number to keep."""
    group, name, *part = key.split(".")
    if group != "duties" or part[:1] != ["elements"]:
        return False
    further = duties[name].further
    return name not in numbered or (further is not None and part[1] == str(further.number))


def _elements(before, after, numbered):
    for duty in numbered:
        result = before[duty]
        later = {one.number: one for one in after[duty].elements}
        for one in result.elements:
            name, then = f"{duty}[{one.number}]", later.get(one.number)
            if then is None:
                if one.belongs is True:
                    yield f"the element {name} was there"
                continue
            if one.belongs is True and then.belongs is not True:
                yield f"the element {name} was there for certain"
            if one.due is not None and then.due != one.due:
                yield f"{name} was due on {one.due} and is now on {then.due}"
            outcomes = [(one.outcome, then.outcome)]
            outcomes += [(one.requirements[key], then.requirements[key]) for key in one.requirements]
            for was, became in outcomes:
                if was not in _OPEN and was != became:
                    yield f"{name} was {was} and became {became}"


def _grounds(before, after):
    for name, bar in before.bars.items():
        if bar.outcome == "not applicable" or after.bars[name].outcome == "not applicable":
            continue
        lost = set(bar.grounds) - set(after.bars[name].grounds)
        if lost:
            yield f"the grounds {lost} of {name} were true"


def _effects(before, after):
    for name, veto in before.vetoes.items():
        for one, effect in veto.effects.items():
            later = after.vetoes[name].effects[one]
            # Outside of its time an effect changes nothing. Which side it lies on is told as far as is
            # known, and in case it follows at all; of a time that ends before it begins it may be either.
            outside = {"pending", "lapsed", "none"} if effect.state in {"pending", "lapsed"} else set()
            if effect.state != "undetermined" and later.state not in {effect.state, *outside}:
                yield f"the effect {name}.{one} was {effect.state} and became {later.state}"
            for day in ("start", "until"):
                was, became = getattr(effect, day), getattr(later, day)
                if was is not None and was != became:
                    yield f"the effect {name}.{one} had {day} {was} and now {became}"


def _scores(before, after):
    if before is None:
        return
    for name in ("total", "final_total", "limited"):
        yield from _values(f"score.{name}", getattr(before, name), getattr(after, name))
    for group in ("adjustments", "groups"):
        for name, points in getattr(before, group).items():
            yield from _values(f"score.{name}", points, getattr(after, group)[name])
    for name, line in before.lines.items():
        for part in ("points", "weight", "lost"):
            was, became = getattr(line, part), getattr(after.lines[name], part)
            yield from _values(f"{part} of score.{name}", was, became)
        if line.applies is not None and after.lines[name].applies is not line.applies:
            yield f"whether score.{name} applies"
    for name in ("grade", "final_grade"):
        was, became = getattr(before, name), getattr(after, name)
        if was is not None and was != became:
            yield f"score.{name} was {was} and became {became}"
    possible = set(after.possible_grades) - set(before.possible_grades)
    if possible:
        yield f"score.grade could not be {possible}"


def _values(what, before, after):
    match before:
        case Unknown():
            return
        case Interval():
            if not _within(after, before):
                yield f"{what} was {before} and became {after}"
        case ListValue():
            yield from _lists(what, before, after)
        case RecordValue():
            if before.data is not None:
                for fact in before.type.fields:
                    yield from _values(f"{what}.{fact.name}", before.get(fact.name), after.get(fact.name))
        case Group():
            for name, value in before.values.items():
                yield from _values(f"{what}.{name}", value, after.values[name])
        case _:
            if before != after:
                yield f"{what} was {before!r} and became {after!r}"


def _within(after, before):
    if not isinstance(after, Interval):
        return before.low is None and before.high is None
    low = before.low is None or (after.low is not None and after.low >= before.low)
    high = before.high is None or (after.high is not None and after.high <= before.high)
    return low and high


def _lists(what, before, after):
    certain = sum(one.belongs is True for one in before.members)
    if not isinstance(after, ListValue):
        if certain or before.rest is None:
            yield f"{what} was a list and became {after}"
        return
    least = sum(one.belongs is True for one in after.members)
    if least < certain:
        yield f"{what} had {certain} elements for certain and now {least}"
    if before.rest is None and (after.rest is not None or len(after.members) > len(before.members)):
        yield f"{what} had {len(before.members)} elements at most and now {len(after.members)}"
    if before.certain and after.certain:
        for number, (one, two) in enumerate(zip(before.members, after.members, strict=True), 1):
            yield from _values(f"{what}[{number}]", one.value, two.value)


def _steps(what, before, after):
    text = before.node.span.text or type(before.node).__name__
    yield from _values(f"`{text}` in {what}", before.value, after.value)
    if len(before.children) != len(after.children):
        return
    items = before.children[0].value if before.children else None
    if any(child.element for child in before.children) and not (
        isinstance(items, ListValue) and items.certain
    ):
        return
    for one, two in zip(before.children, after.children, strict=True):
        yield from _steps(what, one, two)
