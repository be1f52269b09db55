"""Whole policies, mostly valid, with every feature of the language (docs: language)."""

from __future__ import annotations

import re

from attrs import evolve, field, frozen
from hypothesis import strategies as st

from strategies.award_drafts import FURTHER
from strategies.expressions import Choice, Given, ListOf, RecordOf, Writer
from strategies.layouts import Bare, Layout, Ordered
from strategies.unused import without_unused

_STATES = Choice(("rural", "urban", "mixed"), ("rural", "urban"))
_PLACES = Choice(("rural", "town"), ("rural", "town"))
_LEVELS = Choice((0, 1, 2, 5), (0, 1, 2, 5))
_ODD_LEVELS = Choice((1, 3, 9), (1, 3))
#: The forms of a fact: how it is declared, and the kind that expressions see.
_FORMS = (
    ("flag", "flag"),
    ("number", "number"),
    ({"type": "number", "min": "0", "max": "10"}, "number"),
    ({"type": "number", "min": "1"}, "number"),
    ("percent", "number"),
    ("text", "text"),
    ("date", "date"),
    ("datetime", "datetime"),
    ("period", "period"),
    ("duration", "duration"),
    ({"choice": ["rural", "urban", "mixed"], "unsettled": ["mixed"]}, _STATES),
    ({"choice": ["rural", "town"]}, _PLACES),
    ({"choice": [Bare(one) for one in "0125"]}, _LEVELS),
    ({"choice": [Bare(one) for one in "139"], "unsettled": [Bare("9")]}, _ODD_LEVELS),
    ({"list": "number"}, ListOf("number")),
    ({"list": "date"}, ListOf("date")),
    ({"list": "text"}, ListOf("text")),
    ({"decision": "other"}, Given()),
)
#: The policy of which facts of type decision are decisions.
OTHER = """
policy: other
edition: 1
facts: {late: flag, visits: {type: number, min: 0, max: 10}, refused: flag}
bars: {main: {modality: must not, grounds: {refused: {when: refused}}}}
scorecard: {indicators: {visits: {weight: 10, points: visits}}, grades: {good: ">= 5", bad: "< 5"}}
vetoes: {late: {when: late, effects: {out: {deny: all, for: 1 year}}}}
"""


@frozen
class Draft:
    """A policy as data; a text of it can be had in many layouts."""

    data: dict

    def text(self, layout=None):
        return (layout or Layout()).text(self.data)


@frozen
class _Maker:
    """Makes the parts of one policy; `writer` knows what can be read so far."""

    draw: object
    writer: Writer
    grades: tuple
    #: How many awards there will be; vetoes may deny them before they are made.
    prizes: int = 0
    data: dict = field(factory=dict)

    def often(self, times=2):
        """True once in so many times; false comes first when an example is made smaller."""
        return self.draw(st.integers(0, times - 1)) == times - 1

    def several(self, least, most):
        return range(self.draw(st.integers(least, most)))

    def pick(self, options):
        return self.draw(st.sampled_from(tuple(options)))

    def flag(self, depth=2):
        return self.writer.write("flag", depth)

    def number(self, depth=1):
        return self.writer.write("number", depth)

    def knowing(self, name, kind):
        return evolve(self, writer=self.writer.knowing(name, kind))

    def provenance(self):
        return self.pick(
            (
                {"source": {"clause": "2(1)", "quote": "as it stands"}},
                {"source": {"clause": ["1", "1.10"]}, "assumed": "last year's"},
                {"delegated": "the council"},
            )
        )

    # Facts and parameters.

    def facts(self):
        made, facts = self, {"k": {"type": "number", "min": "0", "max": "5"}, "ok": "flag", "on": "date"}
        for name, kind in (("k", "number"), ("ok", "flag"), ("on", "date")):
            made = made.knowing(name, kind)
        for number in made.several(2, 7):
            name = f"f{number}"
            facts[name], kind = made.fact(nested=2)
            if isinstance(kind, ListOf) and made.often(5):
                facts[name] = {**facts[name], "size": made.pick(("k", "3"))}
            made = made.knowing(name, kind)
        made.data["facts"] = facts
        return made

    def fact(self, nested):
        shape = self.draw(st.integers(0, 7)) if nested else 0
        if shape >= 6 or (shape >= 4 and nested == 2):
            inner = {f"g{number}": self.fact(nested - 1) for number in self.several(1, 4)}
            fields = {name: declared for name, (declared, _) in inner.items()}
            record = RecordOf(tuple((name, kind) for name, (_, kind) in inner.items()))
            listed = shape % 2 == 0
            declared, kind = ({"list": fields}, ListOf(record)) if listed else ({"record": fields}, record)
        else:
            declared, kind = self.pick(_FORMS if nested == 2 else _FORMS[:-1])
        if self.often(4):
            declared = {"type": declared} if isinstance(declared, str) else declared
            declared = {**declared, "sensitive": True}
        return declared, kind

    def parameters(self):
        forms = (
            ({"value": "3"}, "number"),
            ({"value": "200%"}, "number"),
            ({"value": "2 years"}, "period"),
            ({"value": "30 days"}, "duration"),
            ({"value": "2025-12-31"}, "date"),
            ({"value": Bare("true")}, "flag"),
            ({"value": ["1", "2", "5"], "list": "number"}, ListOf("number")),
            ({"value": Bare("open"), "type": "number", "min": "0", "max": "4"}, "number"),
            ({"value": Bare("open"), "type": "flag"}, "flag"),
            ({"value": "rural", "choice": ["rural", "town"]}, _PLACES),
        )
        made, found = self, {}
        for number in made.several(0, 3):
            declared, kind = made.pick(forms)
            found[f"p{number}"] = {**declared, **made.provenance()}
            made = made.knowing(f"p{number}", kind)
        made.data["parameters"] = found
        return made

    # Definitions and tables.

    def definitions(self):
        made, found = self, {}
        lists = [ListOf(element) for _, element in made.writer.lists() if not isinstance(element, str)]
        kinds = ("flag", "number", "date", "text", "datetime", "duration", ListOf("number"), *lists)
        for number in made.several(0, 3):
            kind = made.pick(kinds)
            expression = made.writer.write(kind, 2)
            found[f"d{number}"] = {"value": expression} if made.often(3) else expression
            made = made.knowing(f"d{number}", kind)
        made.data["definitions"] = found
        return made

    def tables(self):
        made, found = self, {}
        for number in made.several(0, 3):
            name = f"t{number}"
            called = made.often(3)
            columns = [made.column(called) for _ in made.several(1, 2)]
            hit = made.pick(("unique", "first", "any", "priority", "sum", "minimum", "maximum"))
            output = made.output(hit)
            table = {"hit": hit, "rows": made.rows(hit, columns, output)}
            if called:
                inputs = Ordered((f"i{place}", declared) for place, (declared, _) in enumerate(columns))
            else:
                inputs = [declared for declared, _ in columns]
            table["inputs"] = inputs
            table["otherwise"] = made.then(output)
            if output != "number":
                table["output"] = {"choice": list(output.options)} if isinstance(output, Choice) else output
            found[name] = table
            if called and output == "number":
                call = (name, tuple(kind for _, kind in columns), "number")
                made = evolve(made, writer=evolve(made.writer, calls=(*made.writer.calls, call)))
            elif not called:
                made = made.knowing(name, output if isinstance(output, str | Choice) else output[0])
        made.data["tables"] = found
        return made

    def output(self, hit):
        """The kind of the output, or a group of outputs."""
        if hit == "priority":
            return _PLACES
        if hit in {"sum", "minimum", "maximum"}:
            return "number"
        return self.pick(("number", "number", "flag", _PLACES))

    def then(self, output):
        return self.writer.write(output, 0 if output == "flag" else 1)

    def column(self, called):
        """How an input is declared, and its kind."""
        if called:
            return self.pick(
                (("number", "number"), ({"choice": ["rural", "town"]}, _PLACES), ("flag", "flag"))
            )
        choices = [(text, kind) for text, kind in self.writer.names if isinstance(kind, Choice)]
        if choices and self.often(2):
            return self.pick(choices)
        kind = self.pick(("number", "number", "flag", "date"))
        return self.writer.write(kind, 1), kind

    def rows(self, hit, columns, output):
        parted = {
            "number": ("< 1", "[1..3)", "[3..7.5]", "> 7.5"),
            "flag": ("true", "false"),
            "date": ("< 2024-02-29", ">= 2024-02-29"),
        }
        first = columns[0][1]
        cells = parted.get(first) if isinstance(first, str) else tuple(map(_written, first.settled))
        same = self.then(output) if hit == "any" else None
        rows = []
        for number in self.several(1, 4):
            if number >= len(cells):
                break
            begins = cells[number] if hit == "unique" or self.often(2) else self._cell(first)
            when = [begins, *(self._cell(kind) for _, kind in columns[1:])]
            row = {"when": when, "then": same or self.then(output)}
            rows.append({**row, **self.provenance()} if self.often(6) else row)
        return rows

    def _cell(self, kind):
        cells = {
            "number": ("-", "3", ">= 3", "[1..5)", "(2..8]", "not(3)", "1, 2, > 9", "!= 0", "k"),
            "flag": ("-", "true", "false"),
            "date": ("-", "> 2025-12-31", "[2024-02-29..2026-05-01]", "not(2026-05-01)"),
        }
        if not isinstance(kind, Choice):
            options = cells[kind]
        elif kind.numeric:
            options = ("-", str(kind.settled[0]), f"not({kind.settled[1]})", f">= {kind.settled[1]}")
        else:
            one, two = map(_written, kind.settled[:2])
            options = ("-", one, f"{one}, {two}", f"not({two})", f"!= {one}")
        return self.pick((*options, "unknown") if self.writer.asking else options)

    # Bars, scorecard, vetoes.

    def bars(self):
        made, found = self, {}
        for number in made.several(0, 2):
            grounds = {f"because_{one}": {"when": made.flag()} for one in made.several(1, 2)}
            bar = {"modality": made.pick(("must not", "must not", "should not")), "grounds": grounds}
            found[f"b{number}"] = made.maybe(bar, applies=lambda made=made: made.flag(1), source=made.clause)
            made = made.knowing(f"bars.b{number}", "flag")
        made.data["bars"] = found
        return made

    def clause(self):
        return {"clause": "4"}

    def maybe(self, item, **more):
        """The item with each of these keys now and then."""
        return {**item, **{key: make() for key, make in more.items() if self.often(3)}}

    def scorecard(self):
        if not self.draw(st.integers(0, 3)):
            return self
        indicators = Ordered()
        weights = [self.pick((5, 10, 20, 33)) for _ in self.several(1, 4)]
        odd = self.often(6)
        for number, weight in enumerate(weights):
            indicators[f"s{number}"] = self._indicator(self._weight() if odd else str(weight))
        swap = [text for text, kind in self.writer.names if kind == _STATES]
        if swap and len(weights) > 1 and not odd and self.often(2):
            for name, one, two in (("s0", 10, 20), ("s1", 20, 10)):
                indicators[name]["weight"] = f'if {swap[0]} = "urban" then {one} else {two}'
            weights[:2] = [10, 20]
        card = {"indicators": indicators}
        if not odd and all(one.get("otherwise") != "none" for one in indicators.values()):
            card["total"] = str(sum(weights))
        card = self.maybe(
            card,
            round=lambda: {
                "to": self.pick(("0.01", "0.1", "1", "0.5")),
                "mode": self.pick(("half up", "half even", "down", "up", "floor", "ceiling")),
            },
            limits=lambda: self.pick(
                (
                    {"at_least": "0", "at_most": "40"},
                    {"at_most": "30"},
                    {"at_least": "0"},
                    {"at_most": self.number(1)},
                    {"at_least": self.number(1)},
                    {"at_least": "k", "at_most": "if ok then 30 else 20 + k"},
                )
            ),
            adjustments=lambda: Ordered((f"a{number}", self._adjustment()) for number in self.several(1, 2)),
        )
        made = self
        if self.grades:
            card["grades"] = Ordered(zip(self.grades, (">= 30", "[15..30)", "[5..15)", "< 5"), strict=True))
            made = made.knowing("score.grade", Choice(self.grades, self.grades))
        made.data["scorecard"] = card
        names = ["total", *indicators, *card.get("adjustments", {})]
        names += {one["group"] for one in indicators.values() if "group" in one}
        for name in names:
            made = made.knowing(f"score.{name}", "number")
        return made

    def _weight(self):
        """A weight on which no total can be promised."""
        figures = [
            text for text, kind in self.writer.names if re.fullmatch(r"p\d", text) and kind == "number"
        ]
        flags = [text for text, kind in self.writer.names if re.fullmatch(r"ok|f\d", text) and kind == "flag"]
        return self.pick((f"if {self.pick(flags)} then 5 else 20", *figures))

    def _indicator(self, weight):
        method = self.pick(("share", "points", "deduct", "table", "when"))
        numeric = [
            text for text, kind in self.writer.names if re.fullmatch(r"t\d", text) and kind == "number"
        ]
        if method == "table" and not (numeric or self.writer.calls):
            method = "points"
        item = {"weight": weight}
        if method == "table":
            calls = [
                f"{name}({', '.join(self.writer.argument(kind, 1) for kind in kinds)})"
                for name, kinds, _ in self.writer.calls
            ]
            item["table"] = self.pick((*numeric, *calls))
        elif method == "deduct":
            item["deduct"] = Ordered((f"c{number}", self._deduction()) for number in self.several(1, 2))
        else:
            item[method] = self.flag(1) if method == "when" else self.number(2)
        if self.often(3):
            item["applies"] = self.flag(1)
            item["otherwise"] = self.pick(("full", "zero", "rescale", "rescale", "none"))
        return self.maybe(
            item,
            at_least=lambda: self.pick(("1", "-5")),
            at_most=lambda: self.pick(("7", "40")),
            group=lambda: self.pick(("north", "south")),
            source=self.clause,
        )

    def _deduction(self):
        each = self.often(2)
        item = {"each": self.number(2)} if each else {"when": self.flag(1)}
        return self.maybe({**item, "points": self.pick(("0.5", "2", "k"))}, at_most=lambda: "5")

    def _adjustment(self):
        return self.maybe(
            {"points": self.number(2)},
            at_least=lambda: "-10",
            at_most=lambda: "3",
            applies=lambda: self.flag(1),
        )

    def vetoes(self):
        made, found = self, {}
        for number in made.several(0, 2):
            effects = {f"e{one}": made.effect() for one in made.several(1, 3)}
            veto = {"when": made.flag(), "effects": effects}
            found[f"v{number}"] = made.maybe(veto, applies=lambda made=made: made.flag(1))
            made = made.knowing(f"vetoes.v{number}", "flag")
        if found:
            made = made.knowing("vetoes.any", "flag")
        made.data["vetoes"] = found
        return made

    def prize_names(self):
        for number in range(self.prizes):
            yield from (f"w{number}", f"generated/w{number}")

    def effect(self):
        forms = [
            {"deny": self.pick(("all", "other/honours", *self.prize_names()))},
            {self.pick(("stop", "defer", "refer")): "subsidy"},
        ]
        if self.grades:
            forms += [
                {"grade": self.pick(self.grades)},
                {"grade": f"at most {self.pick(self.grades)}"},
                *(2 * [{"grade": self.pick(("down 1", "down 2"))}]),
            ]
        if "scorecard" in self.data:
            forms += 2 * [{"score": self.pick(("0", "k", "-3"))}]
        effect = self.maybe(
            self.pick(forms), when=lambda: self.flag(1), **{"from": lambda: self.writer.write("date", 1)}
        )
        if self.often(2):
            end = self.pick(("until", "for"))
            effect[end] = self.writer.write("date", 1) if end == "until" else self.pick(("1 year", "30 days"))
        return effect


def _written(option):
    return f'"{option}"' if isinstance(option, str) else str(option)


_GRADES = ("best", "good", "fair", "poor")


@st.composite
def drafts(draw, asking=None):
    """A policy; with `asking` false nothing asks whether a fact is known."""
    asks = draw(st.booleans()) if asking is None else asking
    grades = draw(st.sampled_from((_GRADES, _GRADES, ())))
    prizes = draw(st.integers(0, 2))
    made = _Maker(draw, Writer(draw, asks, (("as_of", "date"),)), grades, prizes)
    made.data.update(policy="generated", edition="2026")
    made = made.facts().parameters().definitions().tables()
    order = draw(st.permutations(("bars", "scorecard", "vetoes", "duties")))
    # A veto that read the award that it may deny would read itself.
    place = draw(st.integers(order.index("vetoes") + 1, len(order)))
    for section in (*order[:place], "awards", *order[place:]):
        if section in FURTHER:
            made = FURTHER[section](made)
            continue
        if section == "vetoes":
            # Effects on the score need a scorecard, which may come later or not at all.
            made = evolve(made, grades=grades if "scorecard" in made.data else ())
        elif section == "scorecard":
            made = evolve(made, grades=grades)
        made = getattr(made, section)()
    if not any(made.data.get(key) for key in ("bars", "scorecard", "vetoes", "awards", "duties")):
        made.data["bars"] = {"b0": {"modality": "must not", "grounds": {"only": {"when": made.flag()}}}}
    head = made.maybe(
        {},
        time_zone=lambda: made.pick(("+08:00", "-05:00")),
        calendar=lambda: {"month_end": made.pick(("down", "up", "error"))},
        subject=lambda: {"is": "applicant", "id": "k"},
        in_force=lambda: {"from": "2026-01-01", "until": "2026-12-31"},
    )
    return Draft(without_unused({**made.data, **head}))
