"""How a text fails to be an expression."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policyrules.errors import PolicyError
from policyrules.text.diagnostic import Diagnostic, Note

if TYPE_CHECKING:
    from policyrules.text.fragment import Fragment


class ExpressionError(PolicyError):
    """A text that is no expression, cell or literal."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__((diagnostic,))

    @property
    def diagnostic(self) -> Diagnostic:
        """What is wrong, and where."""
        return self.diagnostics[0]

    def __reduce__(self) -> tuple[type[ExpressionError], tuple[Diagnostic]]:  # type: ignore[override]  # built from one diagnostic, not from many
        return ExpressionError, (self.diagnostic,)


class Fault(Exception):  # noqa: N818 - not an error of the caller: it becomes an ExpressionError
    """A fault found while parsing; its places are offsets into the text of the fragment."""

    def __init__(
        self,
        code: str,
        message: str,
        start: int,
        end: int,
        help: str = "",  # noqa: A002 - the word of the format
        *,
        notes: tuple[tuple[str, int, int], ...] = (),
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.start = start
        self.end = end
        self.help = help
        self.notes = notes

    def located(self, fragment: Fragment) -> ExpressionError:
        """The error, placed in the source."""
        notes = tuple(Note(message, fragment.span(start, end)) for message, start, end in self.notes)
        span = fragment.span(self.start, self.end)
        return ExpressionError(Diagnostic(self.code, self.message, span, self.help, notes))
