"""A test suite as data: cases with their records, settings and expectations (docs: testing)."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from policyrules.text.document import Mapping, Node
from policyrules.text.source import NOWHERE, SourceText, Span


@frozen
class Expected:
    """One thing that a case expects, as it is written."""

    #: Its section and the names under it, such as `("bars", "main_grant")`.
    path: tuple[str, ...]
    #: What is expected, unread.
    node: Node
    #: Where each part of the path is written.
    spans: tuple[Span, ...] = field(eq=False, repr=False)


@frozen
class Override:
    """A parameter that a case gives another value."""

    name: str
    #: The value, unread.
    node: Node
    span: Span = field(eq=False, repr=False)


@frozen
class Given:
    """A record of a case: one of the suite's with all patches applied."""

    #: The name within a cohort, else empty.
    name: str
    #: The record itself; each value stands where it was written.
    node: Mapping
    #: The named record and the patches one by one.
    written: tuple[Node, ...]


@frozen
class Case:
    """One case: records, the day and edition to decide by, and what is expected.

    What it inherits from its suite, or from the case whose table it stands in, is in it.
    """

    name: str
    #: Where it begins.
    span: Span = field(eq=False, repr=False)
    #: One record, or those of a cohort.
    records: tuple[Given, ...]
    cohort: bool
    as_of: date | None
    #: Where the day is written, else where the case begins.
    as_of_span: Span = field(eq=False, repr=False)
    #: The name of the edition that decides, empty for the one in force.
    edition: str
    edition_span: Span = field(eq=False, repr=False)
    any_date: bool
    parameters: tuple[Override, ...]
    expected: tuple[Expected, ...]


@frozen
class Suite:
    """The cases of one file, for one policy."""

    #: The id of the policy.
    policy: str
    span: Span = field(eq=False, repr=False)
    cases: tuple[Case, ...]
    source: SourceText = field(default=NOWHERE.source, eq=False, repr=False)

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.source.name
