"""A cohort: records that compete with each other, and what is published about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from policyrules.engine.decision import Decision
from policyrules.errors import LimitExceeded, RecordError
from policyrules.evaluation.cohort import DecidedCohort
from policyrules.evaluation.frozen import FrozenMapping
from policyrules.explanation.cohort_json import cohort_data
from policyrules.explanation.cohort_text import render_cohort
from policyrules.explanation.decision_json import json_text

if TYPE_CHECKING:
    from collections.abc import Mapping


@frozen(repr=False)
class Cohort(DecidedCohort):
    """The decisions of records that compete, and who wins; immutable and picklable.

    Members are told apart by name (docs: language, ranking over a cohort). `awards[id].standings[name]`
    says what a ranked award says of a member, `publications[id]` what may be told about all of them.
    """

    @property
    def policy(self) -> str:
        """The id of the policy."""
        return self.checked.edition.policy

    @property
    def edition(self) -> str:
        """The name of the edition."""
        return self.checked.edition.edition

    @property
    def digest(self) -> str:
        """The digest of the edition."""
        return self.checked.digest

    @property
    def decisions(self) -> Mapping[str, Decision]:
        """The decision of every member that could be decided, by name."""
        return FrozenMapping({name: one for name, one in self.members.items() if isinstance(one, Decision)})

    @property
    def errors(self) -> Mapping[str, RecordError | LimitExceeded]:
        """Why the other members could not be decided, by name."""
        found = {
            name: one for name, one in self.members.items() if isinstance(one, RecordError | LimitExceeded)
        }
        return FrozenMapping(found)

    @property
    def determined(self) -> bool:
        """Whether every member could be decided, and nothing is for review or could still change."""
        return not self.errors and all(award.determined for award in self.awards.values())

    def explain(
        self,
        *,
        format: Literal["text", "json"] = "text",  # noqa: A002 - the word of the interface
        language: str = "en",
        award: str | None = None,
        reveal: bool = False,
    ) -> str:
        """Places and counts for people (`text`, in `en` or `zh`) or as `policyrules/cohort/1` (`json`).

        With `award` the places of that one alone; raises ValueError where there is no ranked award of that id.
        """
        if award is not None and award not in self.awards:
            raise ValueError(
                f"there is no ranked award {award!r}; there are {', '.join(self.awards) or 'none'}"
            )
        if format == "json":
            return json_text(cohort_data(self, award=award, reveal=reveal))
        if format != "text":
            raise ValueError(f"format is text or json, not {format!r}")
        return render_cohort(self, language=language, award=award, reveal=reveal)

    def to_json(self, *, reveal: bool = False) -> str:
        """`policyrules/cohort/1`: the same bytes for the same digest, records, day and engine version."""
        return json_text(self.to_data(reveal=reveal))

    def to_data(self, *, reveal: bool = False) -> dict[str, Any]:
        """The data of `to_json`."""
        return cohort_data(self, reveal=reveal)

    def __repr__(self) -> str:
        return f"<Cohort of {len(self.members)} by {self.policy} {self.edition} as of {self.as_of}>"
