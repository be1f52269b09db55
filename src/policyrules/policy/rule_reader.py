"""Reading tables, bars, scorecards and vetoes (docs: language, decision tables to vetoes)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

from attrs import frozen

from policyrules.language.tree import Cell, Expr, Literal
from policyrules.policy.model import (
    Adjustment,
    Bar,
    Consequence,
    Deduction,
    Deny,
    Effect,
    Grade,
    GradeAtMost,
    GradeDown,
    GradeIs,
    Ground,
    HitPolicy,
    Indicator,
    Input,
    Measure,
    NotApplicable,
    Rounding,
    Row,
    Scorecard,
    ScoreIs,
    Table,
    Veto,
)
from policyrules.policy.places import BROKEN
from policyrules.policy.types import ChoiceType, NumberType, Type
from policyrules.text.document import Mapping, Node, Scalar, Sequence
from policyrules.values.numbers import ROUNDING_MODES

if TYPE_CHECKING:
    from decimal import Decimal

    from policyrules.policy.fact_reader import FactReader
    from policyrules.policy.places import Places
    from policyrules.text.source import Span

_METHODS = ("share", "points", "deduct", "table", "when")
_CONSEQUENCES = ("grade", "score", "deny", "stop", "defer", "refer")


def _one_of(word: str, options: object, default: str) -> str:
    """The word where it is possible (the schema has reported it where it is not)."""
    return word if word in get_args(options) or (isinstance(options, dict) and word in options) else default


@frozen
class RuleReader:
    """Reads the rules of an edition; `choices` gives the options of the facts that are choices."""

    places: Places
    types: FactReader
    choices: dict[str, ChoiceType]

    def table(self, name: str, span: Span, node: Node) -> Table:
        """One decision table."""
        keys = self.places.entries(node)
        inputs = self._inputs(keys.get("inputs"))
        output = self.types.type(keys["output"], span) if "output" in keys else NumberType()
        columns = [self._column(one) for one in inputs]
        return Table(
            inputs=inputs,
            output=output,
            hit=_one_of(self.places.text(keys.get("hit")), HitPolicy, "unique"),  # type: ignore[arg-type] # the word was looked up
            rows=tuple(self._row(*item, columns, output) for item in self.places.several(keys.get("rows"))),
            otherwise=self._then(keys["otherwise"], output) if "otherwise" in keys else None,
            **self.places.about(name, span, keys),
        )

    def _inputs(self, node: Node | None) -> tuple[Input, ...]:
        if isinstance(node, Sequence):
            found = []
            for item in node.items:
                expression = self.places.required(item)
                found.append(
                    Input(name=self.places.text(item), expression=expression, type=None, span=item.span)
                )
            return tuple(found)
        return tuple(
            Input(name=name, expression=None, type=self.types.type(value, span, name), span=span)
            for name, span, value in self.places.named(node)
        )

    def _column(self, one: Input) -> tuple[str, ...] | None:
        """The bare words of a column: the options of its choice."""
        kind = one.type if one.expression is None else self.choices.get(one.name)
        if isinstance(kind, ChoiceType) and not kind.numeric:
            return tuple(str(option) for option in kind.options)
        return None

    def _row(
        self, name: str, span: Span, node: Node, columns: list[tuple[str, ...] | None], output: Type
    ) -> Row:
        keys = self.places.entries(node)
        when = keys.get("when")
        items = when.items if isinstance(when, Sequence) else ()
        if when is not None and len(items) != len(columns) and isinstance(when, Sequence):
            self.places.diagnostics.error(
                "cell-count",
                when.span,
                f"this row has {len(items)} cells for {len(columns)} inputs",
                "write one cell for each input, `-` for anything; quote a cell that contains a comma",
            )
        cells: list[Cell] = [
            self.places.cell(item, column) for item, column in zip(items, columns, strict=False)
        ]
        cells += [Cell(())] * (len(columns) - len(cells))
        then = self._then(keys["then"], output) if "then" in keys else BROKEN
        return Row(cells=tuple(cells), then=then, **self.places.about(name, span, keys))

    def _then(self, node: Node, output: Type) -> Expr | tuple[tuple[str, Expr], ...]:
        if isinstance(node, Mapping):
            return tuple((name, self._output(value, output)) for name, _, value in self.places.named(node))
        return self._output(node, output)

    def _output(self, node: Node, output: Type) -> Expr:
        """An expression; for a choice, a bare word is that choice."""
        if (
            isinstance(output, ChoiceType)
            and isinstance(node, Scalar)
            and self.places.text(node) in output.options
        ):
            return Literal(self.places.text(node), span=node.span)
        return self.places.required(node)

    def bar(self, name: str, span: Span, node: Node) -> Bar:
        """One bar with its grounds."""
        keys = self.places.entries(node)
        modality = self.places.text(keys.get("modality"))
        return Bar(
            modality="should not" if modality == "should not" else "must not",
            applies=self.places.expression(keys.get("applies")),
            grounds=tuple(self._ground(*item) for item in self.places.named(keys.get("grounds"))),
            **self.places.about(name, span, keys),
        )

    def _ground(self, name: str, span: Span, node: Node) -> Ground:
        keys = self.places.entries(node)
        return Ground(when=self.places.required(keys.get("when")), **self.places.about(name, span, keys))

    def scorecard(self, node: Node, span: Span) -> Scorecard:
        """The scorecard."""
        keys = self.places.entries(node)
        limits = self.places.entries(keys.get("limits"))
        return Scorecard(
            total=self.places.expression(keys.get("total")),
            round=self._rounding(keys.get("round")),
            indicators=tuple(self._indicator(*item) for item in self.places.named(keys.get("indicators"))),
            adjustments=tuple(self._adjustment(*item) for item in self.places.named(keys.get("adjustments"))),
            at_least=self.places.expression(limits.get("at_least")),
            at_most=self.places.expression(limits.get("at_most")),
            grades=tuple(self._grade(*item) for item in self.places.several(keys.get("grades"))),
            span=span,
        )

    def _rounding(self, node: Node | None) -> Rounding:
        keys = self.places.entries(node)
        step: Decimal | None = self.places.number(keys.get("to"))
        if step is not None and step <= 0:
            self.places.diagnostics.error(
                "bad-step", keys["to"].span, "the step of rounding must be more than 0"
            )
            step = None
        default = Rounding()
        mode = _one_of(self.places.text(keys.get("mode")), ROUNDING_MODES, default.mode)
        return Rounding(default.to if step is None else step, mode)  # type: ignore[arg-type] # the word was looked up

    def _indicator(self, name: str, span: Span, node: Node) -> Indicator:
        keys = self.places.entries(node)
        given = [method for method in _METHODS if method in keys]
        if len(given) != 1:
            self.places.diagnostics.error(
                "scoring-method",
                span,
                f"the indicator `{name}` has {'no method' if not given else ' and '.join(f'`{one}`' for one in given)}",
                f"give exactly one of {', '.join(_METHODS)}",
            )
        if ("applies" in keys) != ("otherwise" in keys) and isinstance(node, Mapping):
            self.places.diagnostics.error(
                "applies-otherwise",
                span,
                f"the indicator `{name}` has `{'applies' if 'applies' in keys else 'otherwise'}` alone",
                "`applies` and `otherwise` (full, zero, rescale or none) stand together",
            )
        otherwise = _one_of(self.places.text(keys.get("otherwise")), NotApplicable, "zero")
        return Indicator(
            weight=self.places.required(keys.get("weight")),
            share=self.places.expression(keys.get("share")),
            points=self.places.expression(keys.get("points")),
            deduct=tuple(self._deduction(*item) for item in self.places.several(keys.get("deduct"))),
            table=self.places.expression(keys.get("table")),
            when=self.places.expression(keys.get("when")),
            at_least=self.places.expression(keys.get("at_least")),
            at_most=self.places.expression(keys.get("at_most")),
            applies=self.places.expression(keys.get("applies")),
            otherwise=otherwise if "applies" in keys else None,  # type: ignore[arg-type] # the word was looked up
            group=self.places.text(keys.get("group")),
            **self.places.about(name, span, keys),
        )

    def _deduction(self, name: str, span: Span, node: Node) -> Deduction:
        keys = self.places.entries(node)
        if ("each" in keys) == ("when" in keys):
            self.places.diagnostics.error(
                "deduction-method",
                span,
                f"the deduction `{name}` needs either `each` or `when`",
                "`each: count(…)` takes points off for each, `when: …` once",
            )
        return Deduction(
            each=self.places.expression(keys.get("each")),
            when=self.places.expression(keys.get("when")),
            points=self.places.required(keys.get("points")),
            at_most=self.places.expression(keys.get("at_most")),
            **self.places.about(name, span, keys),
        )

    def _adjustment(self, name: str, span: Span, node: Node) -> Adjustment:
        keys = self.places.entries(node)
        return Adjustment(
            points=self.places.required(keys.get("points")),
            at_least=self.places.expression(keys.get("at_least")),
            at_most=self.places.expression(keys.get("at_most")),
            applies=self.places.expression(keys.get("applies")),
            **self.places.about(name, span, keys),
        )

    def _grade(self, name: str, span: Span, node: Node) -> Grade:
        keys = self.places.entries(node)
        band = keys.get("when") if isinstance(node, Mapping) else node
        return Grade(band=self.places.cell(band, None), **self.places.about(name, span, keys))

    def veto(self, name: str, span: Span, node: Node) -> Veto:
        """One veto with its effects."""
        keys = self.places.entries(node)
        return Veto(
            when=self.places.required(keys.get("when")),
            applies=self.places.expression(keys.get("applies")),
            effects=tuple(self._effect(*item) for item in self.places.several(keys.get("effects"))),
            **self.places.about(name, span, keys),
        )

    def _effect(self, name: str, span: Span, node: Node) -> Effect:
        keys = self.places.entries(node)
        given = [kind for kind in _CONSEQUENCES if kind in keys]
        if len(given) != 1:
            self.places.diagnostics.error(
                "effect-kind",
                span,
                f"the effect `{name}` has {'no consequence' if not given else 'several consequences'}",
                f"give exactly one of {', '.join(_CONSEQUENCES)}; write a second effect for a second consequence",
            )
        if "until" in keys and "for" in keys:
            self.places.diagnostics.error(
                "until-and-for", keys["for"].span, "`until` and `for` exclude each other", "keep one of them"
            )
        return Effect(
            consequence=self._consequence(given[0], keys[given[0]]) if given else Deny("all"),
            target=keys[given[0]].span if given else span,
            when=self.places.expression(keys.get("when")),
            start=self.places.expression(keys.get("from")),
            until=self.places.expression(keys.get("until")),
            duration=self.places.expression(keys.get("for")),
            **self.places.about(name, span, keys),
        )

    def _consequence(self, kind: str, node: Node) -> Consequence:
        word = self.places.text(node)
        match kind:
            case "score":
                return ScoreIs(self.places.required(node))
            case "deny":
                return Deny(word)
            case "stop" | "defer" | "refer":
                return Measure(kind, word)
        if down := re.fullmatch(r"down\s+([1-9][0-9]?)", word):
            return GradeDown(int(down[1]))
        if most := re.fullmatch(r"at\s+most\s+(.+)", word):
            return GradeAtMost(most[1])
        return GradeIs(word)
