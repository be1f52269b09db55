"""Reading awards, duties and publications (docs: language, awards and duties)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from policyrules.policy.model import (
    Award,
    Duty,
    Publication,
    Ranking,
    RankKey,
    Requirement,
    TakeBudget,
    TakeCount,
)
from policyrules.text.document import Mapping, Node, Sequence

if TYPE_CHECKING:
    from policyrules.policy.places import Places
    from policyrules.text.source import Span


@frozen
class AwardReader:
    """Reads what follows from the other rules of an edition."""

    places: Places

    def award(self, name: str, span: Span, node: Node) -> Award:
        """One award."""
        keys = self.places.entries(node)
        return Award(
            eligible=self.places.required(keys.get("eligible")),
            applies=self.places.expression(keys.get("applies")),
            rank=self._ranking(keys["rank"]) if "rank" in keys else None,
            **self.places.about(name, span, keys),
        )

    def _ranking(self, node: Node) -> Ranking:
        keys = self.places.entries(node)
        by, take, excepted = keys.get("by"), keys.get("take"), keys.get("except")
        budget = self.places.entries(take)
        names = excepted.items if isinstance(excepted, Sequence) else [] if excepted is None else [excepted]
        return Ranking(
            by=tuple(self._key(item) for item in (by.items if isinstance(by, Sequence) else [by])),
            take=TakeBudget(
                self.places.required(budget.get("budget")), self.places.required(budget.get("cost"))
            )
            if isinstance(take, Mapping)
            else TakeCount(self.places.required(take)),
            ties="share" if self.places.text(keys.get("ties")) == "share" else "review",
            per=self.places.expression(keys.get("per")),
            excepted=tuple(self.places.text(item) for item in names),
            excepted_spans=tuple(item.span for item in names),
        )

    def _key(self, node: Node | None) -> RankKey:
        if isinstance(node, Mapping):
            return RankKey(self.places.required(self.places.entries(node).get("ascending")), ascending=True)
        return RankKey(self.places.required(node))

    def duty(self, name: str, span: Span, node: Node) -> Duty:
        """One duty with its requirements."""
        keys = self.places.entries(node)
        return Duty(
            modality="should" if self.places.text(keys.get("modality")) == "should" else "must",
            by=self.places.words(keys.get("by")),
            elements=self.places.elements(keys.get("for")),
            requires=tuple(self._requirement(*item) for item in self.places.named(keys.get("requires"))),
            due=self.places.expression(keys.get("due")),
            applies=self.places.expression(keys.get("applies")),
            **self.places.about(name, span, keys),
        )

    def _requirement(self, name: str, span: Span, node: Node) -> Requirement:
        keys = self.places.entries(node)
        when = keys.get("when") if isinstance(node, Mapping) else node
        return Requirement(when=self.places.required(when), **self.places.about(name, span, keys))

    def publication(self, name: str, span: Span, node: Node) -> Publication:
        """One publication."""
        keys = self.places.entries(node)
        return Publication(
            count=self.places.required(keys.get("count")),
            per=self.places.expression(keys.get("per")),
            suppress_below=self.places.expression(keys.get("suppress_below")),
            **self.places.about(name, span, keys),
        )
