"""Expressions that are well typed by construction, as text over names of known kinds.

A kind is a word (`flag`, `number`, `text`, `date`, `datetime`, `period`, `duration`) or one of the
classes below. Templates hold kinds in braces, which are written out in turn.
"""

from __future__ import annotations

import itertools
import re

from attrs import evolve, field, frozen
from hypothesis import strategies as st


@frozen
class Choice:
    """A choice of texts, or of numbers; `settled` are the options that settle the fact."""

    options: tuple
    settled: tuple

    @property
    def numeric(self):
        return not isinstance(self.options[0], str)


@frozen
class ListOf:
    element: object


@frozen
class RecordOf:
    fields: tuple


@frozen
class Given:
    """A decision that is given as a fact."""


@frozen
class Results:
    """A group of outputs of a table, by name."""

    fields: tuple


LITERALS = {
    "flag": ("true", "false"),
    "number": ("0", "1", "2", "3", "5", "10", "0.5", "2.25", "95%", "1_000"),
    "text": ('"a"', '"ab"', "'b'", '""'),
    "date": ("2026-05-01", "2025-12-31", "2024-02-29", "2023-05-01", "2021-01-31"),
    "datetime": ("2026-05-01T08:00:00Z", "2025-12-31T23:59:59+08:00", "2024-02-29T00:00:00-05:00"),
    "period": ("1 year", "3 years", "1 month", "6 months"),
    "duration": ("1 day", "10 days", "365 days", "72 hours"),
}
_VALUE = ["flag", "number", "text", "date", "datetime", "period", "duration"]

_OF_ANY = ("(if {flag} then {K} else {K})", "first({[K]})", "last({[K]})", "{[K]}[{index}]")
_ASKING_OF_ANY = ("({K} otherwise {K})",)
TEMPLATES = {
    "flag": (
        "({flag} and {flag})",
        "({flag} or {flag} or {flag})",
        "(not {flag})",
        "({number} <= {number})",
        "({number} = {number})",
        "({number} != {number})",
        "({number} > {number})",
        "({number} < {number})",
        "({number} >= {number})",
        "({number} in [{number}, {number}])",
        "({number} not in {[number]})",
        "({number} in [1..5))",
        "({number} not in (2..10])",
        "({number} in [{number}..{number}])",
        "({number} between {number} and {number})",
        "({date} <= {date})",
        "({date} = {date})",
        "({date} between {date} and {date})",
        "({date} within {period} before {date})",
        "({date} within {duration} after {date})",
        "({datetime} < {datetime})",
        "({datetime} within {hours} before {datetime})",
        "({period} >= {period})",
        "({duration} < {duration})",
        "({hours} > {hours})",
        "({text} = {text})",
        "({text} != {text})",
        "contains({text}, {text})",
        "contains({[number]}, {number})",
        "starts_with({text}, {text})",
        "ends_with({text}, {text})",
        "({flag} = {flag})",
        "{choice test}",
        "{choice test}",
        "{quantified}",
        "{quantified}",
        "{quantified}",
        *_OF_ANY,
    ),
    "number": (
        "({number} + {number})",
        "({number} - {number})",
        "({number} * {number})",
        "({number} / {number})",
        "(-{number})",
        "abs({number})",
        "floor({number})",
        "ceiling({number})",
        "round({number}, {places})",
        "round({number}, {places}, {mode})",
        "clamp({number}, 1, {number})",
        "minimum({number}, {[number]})",
        "maximum({number}, {number}, {[number]})",
        "sum({[number]})",
        "average({[number]})",
        "count({[date]})",
        "count({[text]})",
        "length({text})",
        "length({[number]})",
        "year({date})",
        "month({datetime})",
        "day({date})",
        "weekday({date})",
        "years_between({date}, {date})",
        "months_between({date}, {date})",
        "days_between({date}, {date})",
        "{comprehension}",
        "{comprehension}",
        "{comprehension}",
        "{call}",
        *_OF_ANY,
    ),
    "text": _OF_ANY,
    "date": (
        "({date} + {period})",
        "({date} - {period})",
        "({date} + {duration})",
        "({duration} + {date})",
        "date({year}, {month}, {day})",
        "date_of({datetime})",
        "end_of_month({date})",
        *_OF_ANY,
    ),
    "datetime": ("start_of_day({date})", "({datetime} + {hours})", "({datetime} - {period})", *_OF_ANY),
    "period": (
        "({period} + {period})",
        "({period} - {period})",
        "({number} * {period})",
        "(-{period})",
        *_OF_ANY[:1],
    ),
    "duration": ("({date} - {date})", "({duration} + {duration})", "({duration} * {number})", *_OF_ANY[:1]),
    "hours": ("({datetime} - {datetime})", "({hours} + {duration})", "({number} * {hours})"),
}
_WORDS = {
    "index": ("1", "2", "3"),
    "places": ("0", "1", "2", "-1"),
    "mode": tuple(f'"{mode}"' for mode in ("half up", "half even", "down", "up", "floor", "ceiling")),
    "year": ("2024", "2026"),
    "month": ("1", "2", "12"),
    "day": ("1", "28", "29", "31"),
}
_SLOT = re.compile(r"\{([^}]+)\}")


def reach(text, kind):
    """A name with everything that can be read through it, each with its kind."""
    yield text, kind
    match kind:
        case RecordOf(fields) | Results(fields):
            for name, inner in fields:
                yield from reach(f"{text}.{name}", inner)
        case Given():
            yield from ((f"{text}.{one}", "flag") for one in ("bars.main", "vetoes.late", "vetoes.any"))
            yield from ((f"{text}.{one}", "number") for one in ("score.total", "score.visits"))
            yield from ((f"{text}.{one}", "text") for one in ("score.grade", "edition"))
            yield f"{text}.as_of", "date"
            denial = RecordOf((("award", "text"), ("until", "date")))
            yield f"{text}.denials", ListOf(denial)


@frozen
class Writer:
    """Writes expressions of a wanted kind; `asking` allows `is known`, `otherwise` and their like."""

    draw: object
    asking: bool
    #: What can be read, with its kind; what stands twice is read more often.
    names: tuple = ()
    #: Tables that are called: name, kinds of the inputs, kind of the output.
    calls: tuple = ()
    numbers: object = field(factory=lambda: itertools.count(1))

    def pick(self, options):
        return self.draw(st.sampled_from(tuple(options)))

    def knowing(self, text, kind):
        return evolve(self, names=(*self.names, *reach(text, kind)))

    def of(self, wanted):
        return [text for text, kind in self.names if kind == wanted]

    def lists(self):
        return [(text, kind.element) for text, kind in self.names if isinstance(kind, ListOf)]

    def write(self, kind, depth):
        """An expression of a kind, nested no deeper than this."""
        if isinstance(kind, ListOf):
            return self._list(kind.element, depth)
        if isinstance(kind, Choice):
            return self._number_choice(kind) if kind.numeric else f'"{self.pick(kind.settled)}"'
        if depth <= 0 or self.pick(range(6)) == 0:
            return self._leaf(kind, depth)
        templates = TEMPLATES[kind]
        if self.asking and kind != "hours" and self.pick(range(6)) == 0:
            templates = _ASKING_OF_ANY
            if kind == "flag":
                templates = (*templates, "({anything} is known)", "({anything} is unknown)")
        return self._fill(self.pick(templates).replace("K", kind), depth - 1)

    def _leaf(self, kind, depth):
        names = self.of(kind)
        if kind == "hours":
            return self.pick(("5 hours", "72 hours", *self.of("duration")))
        if kind == "number" and depth >= 0 and self.pick(range(4)) == 0:
            names += [f"({text} + 0)" for text, one in self.names if isinstance(one, Choice) and one.numeric]
        if not names or self.pick(range(4)) == 0:
            return self.pick(LITERALS[kind])
        return self.pick(names)

    def _fill(self, template, depth):
        return _SLOT.sub(lambda match: self._slot(match[1], depth), template)

    def _slot(self, slot, depth):
        if slot in _WORDS:
            return self.pick(_WORDS[slot])
        if slot.startswith("["):
            return self._list(slot[1:-1], depth)
        special = {
            "choice test": self._choice_test,
            "quantified": self._quantified,
            "comprehension": self._comprehension,
            "call": self._call,
            "anything": self._anything,
        }
        return special[slot](depth) if slot in special else self.write(slot, depth)

    def _anything(self, depth):
        readable = [text for text, kind in self.names if not isinstance(kind, Given | Results)]
        return self.pick(readable) if readable and self.pick((True, False)) else self.write("number", depth)

    def _number_choice(self, kind):
        return str(self.pick(kind.settled))

    def _choice_test(self, depth):
        found = [(text, kind) for text, kind in self.names if isinstance(kind, Choice)]
        if not found:
            return self.write("flag", depth)
        text, kind = self.pick(found)
        if kind.numeric:
            one, two = self.pick(kind.settled), self.pick(kind.settled)
            return self.pick(
                (
                    f"({text} = {one})",
                    f"({text} >= {two})",
                    f"({text} in [{one}, {two}])",
                    f"({text} in [0..2])",
                )
            )
        one, two = f'"{self.pick(kind.settled)}"', f'"{self.pick(kind.settled)}"'
        forms = [
            f"({text} = {one})",
            f"({text} != {one})",
            f"({text} in [{one}, {two}])",
            f"({text} not in [{one}])",
            f"({text} = {text})",
            f'starts_with({text}, "r")',
            f"((if {self.write('flag', depth)} then {text} else {one}) = {two})",
            f"contains(distinct([{text}, {one}]), {two})",
        ]
        if self.asking:
            forms.append(f"(({text} otherwise {one}) = {two})")
        return self.pick(forms)

    def over(self, depth):
        """A fresh variable over a list, and a writer that knows its elements."""
        lists = self.lists()
        variable = f"v{next(self.numbers)}"
        if not lists or self.pick(range(8)) == 0:
            text, element = self._list("number", depth), "number"
        else:
            text, element = self.pick(lists)
            if self.pick(range(4)) == 0:
                text = self._filtered(text, element, depth)
        inner = evolve(self, names=(*self.names, *(3 * tuple(reach(variable, element)))))
        where = f" where {inner.write('flag', depth - 1)}" if self.pick((True, False)) else ""
        return variable, f"{variable} in {text}{where}", inner, element

    def _quantified(self, depth):
        _, members, inner, _ = self.over(depth)
        kind = self.pick(("some", "every", "no"))
        return f"({kind} {members} satisfies {inner.write('flag', depth)})"

    def _comprehension(self, depth):
        _, members, inner, _ = self.over(depth)
        kind = self.pick(("count", "sum", "average", "minimum", "maximum"))
        if kind == "count":
            return f"count({members})"
        return f"{kind}({inner.write('number', depth)} for {members})"

    def _call(self, depth):
        if not self.calls:
            return self.write("number", depth)
        name, kinds, _ = self.pick(self.calls)
        return f"{name}({', '.join(self.argument(kind, depth) for kind in kinds)})"

    def argument(self, kind, depth):
        if isinstance(kind, Choice):
            same = [text for text, one in self.names if one == kind]
            return self.pick(same) if same and self.pick((True, False)) else self.write(kind, 0)
        return self.write(kind, depth)

    def _filtered(self, text, element, depth):
        variable = f"v{next(self.numbers)}"
        inner = evolve(self, names=(*self.names, *(3 * tuple(reach(variable, element)))))
        return f"list({variable} for {variable} in {text} where {inner.write('flag', depth - 1)})"

    def _list(self, element, depth):
        same = self.of(ListOf(element))
        word = isinstance(element, str)
        if not word:
            text = self.pick(same)
            return self._filtered(text, element, depth) if depth > 0 and self.pick((True, False)) else text
        literal = "[" + ", ".join(self.write(element, depth - 1) for _ in range(self.pick((1, 2, 3)))) + "]"
        if depth <= 0:
            return self.pick((*same, literal))
        forms = [
            lambda: self.pick((*same, literal)),
            lambda: self._filtered(self.pick((*same, literal)), element, depth - 1),
            lambda: (
                f"(if {self.write('flag', depth - 1)} then {literal} else {self._list(element, depth - 1)})"
            ),
        ]
        if self.lists():
            forms.append(lambda: self._made(element, depth - 1))
        if element not in {"period", "duration"}:
            forms.append(lambda: f"distinct({self._list(element, depth - 1)})")
            forms.append(lambda: f"union({literal}, {self._list(element, depth - 1)})")
        if self.asking:
            forms.append(lambda: f"({self._list(element, depth - 1)} otherwise {literal})")
        return self.pick(forms)()

    def _made(self, element, depth):
        _, members, inner, _ = self.over(depth)
        return f"list({inner.write(element, depth)} for {members})"
