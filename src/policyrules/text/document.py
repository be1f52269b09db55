"""A YAML document as nodes that know their place."""

from __future__ import annotations

from attrs import field, frozen

from policyrules.text.source import Span


@frozen
class Scalar:
    """A scalar: its text as YAML gives it, before any reading as number, date or expression."""

    value: str
    #: `""` for plain, else the indicator: `'`, `"`, `|` or `>`.
    style: str
    #: The whole scalar with its quotes or block indicator.
    span: Span = field(eq=False, repr=False)

    @property
    def is_null(self) -> bool:
        """Whether nothing is written here (empty, `~` or `null`, unquoted)."""
        return not self.style and self.value in {"", "~", "null"}


@frozen
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    span: Span = field(eq=False, repr=False)
    #: Whether it is written in `[…]`.
    flow: bool = field(default=False, eq=False)


@frozen
class Entry:
    """One key of a mapping with its value."""

    key: Scalar
    value: Node


@frozen
class Mapping:
    """A mapping; its keys are scalars and stand once each."""

    entries: tuple[Entry, ...]
    span: Span = field(eq=False, repr=False)
    #: Whether it is written in `{…}`.
    flow: bool = field(default=False, eq=False)


Node = Scalar | Sequence | Mapping
