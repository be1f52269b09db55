"""Comparing two editions of a policy (docs: comparing)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from attrs import evolve, field, frozen

from policyrules.comparison.changes import Change
from policyrules.comparison.differences import differences
from policyrules.comparison.magnitude import warnings
from policyrules.comparison.reached import Rules, rules_in
from policyrules.comparison.report import comparison_blocks, comparison_data
from policyrules.explanation.decision_json import json_text
from policyrules.rendering.formats import as_markdown, as_text

if TYPE_CHECKING:
    from policyrules.engine.policy import Policy
    from policyrules.policy.model import Item


@frozen
class Comparison:
    """Two editions of a policy and every change from the old one to the new one."""

    old: Policy
    new: Policy
    changes: tuple[Change, ...] = field(repr=False)

    @property
    def altering(self) -> tuple[Change, ...]:
        """The changes of meaning: those that the digest covers."""
        return tuple(one for one in self.changes if one.alters)

    @property
    def reordered(self) -> tuple[Change, ...]:
        """What stands in another order, where order means nothing."""
        return tuple(one for one in self.changes if not one.alters and one.kind == "reordered")

    @property
    def reworded(self) -> tuple[Change, ...]:
        """The changes of labels, titles, reasons, notes and notices."""
        return tuple(one for one in self.changes if one.kind == "reworded")

    @property
    def same_meaning(self) -> bool:
        """Whether nothing changes in meaning."""
        return not self.altering

    @property
    def rules(self) -> dict[str, Item]:
        """The rules of both editions by key, those of the new one before the others."""
        found = dict(rules_in(self.old.checked.edition))
        return found | dict(rules_in(self.new.checked.edition))

    def report(
        self,
        *,
        format: Literal["text", "markdown", "json"] = "text",  # noqa: A002 - the word of the interface
        language: str = "en",
        wording: bool = False,
    ) -> str:
        """Each change in a sentence, in `en` or `zh`, or all of them as `policyrules/comparison/1`.

        Changes of wording are only counted, unless `wording` asks for them; the JSON form has them always.
        """
        if format == "json":
            return json_text(self.to_data())
        if format not in {"text", "markdown"}:
            raise ValueError(f"format is text, markdown or json, not {format!r}")
        blocks = comparison_blocks(self, language, wording=wording)
        return as_text(blocks) if format == "text" else as_markdown(blocks)

    def to_data(self) -> dict[str, Any]:
        """The changes as data: kinds, keys, old and new values, sentences, rules reached."""
        return comparison_data(self)


def diff(old: Policy, new: Policy) -> Comparison:
    """Compare two editions of one policy: of what they mean, however they are laid out.

    Raises ValueError where they are editions of different policies.
    """
    require_one_policy(old, new)
    before, after = Rules(old.checked), Rules(new.checked)
    return Comparison(
        old,
        new,
        tuple(
            _completed(change, before, after)
            for change in differences(old.checked.edition, new.checked.edition)
        ),
    )


def require_one_policy(old: Policy, new: Policy) -> None:
    """Raise ValueError where these are editions of different policies."""
    if old.id != new.id:
        raise ValueError(
            f"`{old.id}` and `{new.id}` are different policies; editions of one policy are compared"
        )


def _completed(change: Change, before: Rules, after: Rules) -> Change:
    """The change with the rules that it reaches and with what looks like a slip."""
    if not change.alters:
        return change
    reached = dict.fromkeys([*after.reached(change), *before.reached(change)])
    kind = change.owners[0].kind if len(change.owners) == 1 else ""
    parameter = None
    if kind == "parameter":
        name = change.owners[0].id
        parameter = after.checked.parameters.get(name) or before.checked.parameters.get(name)
    return evolve(
        change,
        reaches=tuple(reached),
        warnings=warnings(change.old, change.new, change.attribute) if change.kind == "changed" else (),
        type=parameter.type if parameter is not None else None,
    )
