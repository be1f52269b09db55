"""What awards, duties and publications refer to, and the types of their expressions."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from attrs import evolve

from policyrules.inference.findings import ANY, Findings, Typed
from policyrules.inference.infer import Inference
from policyrules.policy.model import Deny, TakeBudget
from policyrules.policy.types import (
    DateType,
    DecisionType,
    ListType,
    NumberType,
    RecordType,
    ResultsType,
    describe,
)
from policyrules.text.suggest import suggest

if TYPE_CHECKING:
    from collections.abc import Callable

    from policyrules.inference.findings import Variables
    from policyrules.language.tree import Expr
    from policyrules.policy.model import Award, Duty, Edition, Publication, Ranking
    from policyrules.text.diagnostic import Diagnostics

#: The name by which the requirements of a duty read its due day.
DUE = "due"


def award_rule(award: Award, edition: Edition) -> Callable[[Inference], Typed]:
    """An award reads what it says, and the vetoes that may deny it."""

    def infer(inference: Inference) -> Typed:
        inference.condition(award.eligible)
        inference.condition(award.applies)
        if award.rank is not None:
            _ranking(inference, award.rank)
        inference.findings.names.update(f"vetoes.{name}" for name in denied_by(award, edition))
        return Typed(ANY)

    return infer


def denied_by(award: Award, edition: Edition) -> dict[str, tuple[str, ...]]:
    """The vetoes that may deny an award, each with the effects that do."""
    meant = {"all", award.id, f"{edition.policy}/{award.id}"}
    found = {
        veto.id: tuple(
            one.id
            for one in veto.effects
            if isinstance(one.consequence, Deny) and one.consequence.award in meant
        )
        for veto in edition.vetoes
    }
    return {name: effects for name, effects in found.items() if effects}


def _ranking(inference: Inference, rank: Ranking) -> None:
    for key in rank.by:
        inference.expect(key.value, NumberType, DateType)
    if isinstance(rank.take, TakeBudget):
        inference.expect(rank.take.amount, NumberType)
        inference.expect(rank.take.cost, NumberType)
    else:
        inference.expect(rank.take.count, NumberType)
    _group(inference, rank.per)


def _group(inference: Inference, per: Expr | None) -> None:
    """Infer what divides a cohort into groups: one plain value for each record."""
    if per is None:
        return
    kind = inference.infer(per, {}).type
    if isinstance(kind, ListType | RecordType | DecisionType | ResultsType):
        inference.error(
            "wrong-type",
            per.span,
            f"a group is told by one value, but this is {describe(kind)}",
            "take a text, a choice, a number, a date or a condition",
        )


def check_excepted(awards: tuple[Award, ...], diagnostics: Diagnostics) -> None:
    """Report awards in `except` that are not there, and circles among them."""
    known = [award.id for award in awards]
    for award in awards:
        rank = award.rank
        for name, span in zip(rank.excepted, rank.excepted_spans, strict=True) if rank is not None else ():
            if name not in known:
                near = suggest(name, known)
                help_text = f"did you mean `{near}`?" if near else f"the awards are {', '.join(known)}"
                diagnostics.error("unknown-award", span, f"unknown award `{name}`", help_text)
    try:
        TopologicalSorter(excepted_by(awards)).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        first = next(award for award in awards if award.id in circle)
        diagnostics.error(
            "circle",
            first.span,
            "these awards except each other's winners",
            f"the circle is {' → '.join(f'`{name}`' for name in reversed(circle))}",
        )


def excepted_by(awards: tuple[Award, ...]) -> dict[str, tuple[str, ...]]:
    """The awards that each award excepts, by id."""
    return {award.id: award.rank.excepted if award.rank is not None else () for award in awards}


def duty_rule(duty: Duty) -> Callable[[Inference], Typed]:
    """A duty reads its elements and, for each, when it is due and what it requires."""

    def infer(inference: Inference) -> Typed:
        inference.condition(duty.applies)
        variables: Variables = {}
        if duty.elements is not None:
            variables[duty.elements.variable] = inference.bound(duty.elements, {})
        if duty.due is not None:
            alone = evolve(inference, findings=Findings(sensitive=inference.findings.sensitive))
            due = alone.expect(duty.due, DateType, variables=variables)
            inference.findings.add(alone.findings)
            _check_due_is_free(inference, duty)
            variables = {**variables, DUE: Typed(DateType(), due.sensitive, alone.findings.read)}
        for requirement in duty.requires:
            inference.condition(requirement.when, variables)
        return Typed(ANY)

    return infer


def _check_due_is_free(inference: Inference, duty: Duty) -> None:
    taken = inference.scope.names.get(DUE)
    variable = duty.elements is not None and duty.elements.variable == DUE
    if taken is not None or variable:
        what = f"the {taken.kind} `{DUE}`" if taken is not None else "the name of the element"
        inference.error(
            "shadowed-name",
            duty.span,
            f"`{DUE}` stands for the due day in this duty, which hides {what}",
            "give that another name",
        )


def publication_rule(publication: Publication) -> Callable[[Inference], Typed]:
    """A publication reads what it counts and what divides it into groups."""

    def infer(inference: Inference) -> Typed:
        inference.condition(publication.count)
        _group(inference, publication.per)
        if publication.per is not None and id(publication.per) in inference.findings.sensitive:
            inference.error(
                "sensitive-group",
                publication.per.span,
                "the groups of a publication are told, but this is computed from a sensitive fact",
                "group by what may be told, or take `sensitive` off the fact",
            )
        alone = evolve(inference, findings=Findings())
        alone.expect(publication.suppress_below, NumberType)
        inference.findings.names.update(alone.findings.names)
        limit = publication.suppress_below
        if limit is not None and (alone.findings.facts or any("." in one for one in alone.findings.names)):
            inference.error(
                "varying-limit",
                limit.span,
                "`suppress_below` is one number for the whole cohort, but this depends on a record",
                "write a number, or name a parameter",
            )
        return Typed(ANY)

    return infer
