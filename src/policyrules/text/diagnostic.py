"""Diagnostics: what is wrong with a policy, as data until somebody prints it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from attrs import field, frozen

from policyrules.text.caret import draw
from policyrules.text.invisible import visible
from policyrules.text.source import Span

Severity = Literal["error", "warning"]


@frozen
class Note:
    """A further remark, with the place it is about."""

    message: str
    span: Span | None = None


@frozen
class Diagnostic:
    """One finding: message, place, and what to do about it.

    Messages are lower case without a final period and put the user's own words in backticks.
    """

    #: A stable code such as `unknown-name`; docs/diagnostics.md explains each.
    code: str
    message: str
    span: Span
    #: A way out, where there is one.
    help: str = ""
    notes: tuple[Note, ...] = ()
    severity: Severity = "error"

    @property
    def file(self) -> str:
        """The name of the file, or of the text, that this is about."""
        return self.span.source.name

    @property
    def line(self) -> int:
        """The line, from 1."""
        return self.span.line

    @property
    def column(self) -> int:
        """The column, from 1, in characters."""
        return self.span.column

    def render(self) -> str:
        """The message with its place, a caret under the words concerned, and the help."""
        # Messages repeat words of the file or the command line, which must not steer a terminal.
        pad = " " * (len(str(self.line)) + 1)
        lines = [visible(f"{self.severity}[{self.code}]: {self.message}"), *draw(self.span)]
        if self.help:
            lines.append(visible(f"{pad}= help: {self.help}"))
        for note in self.notes:
            place = f" ({note.span.place})" if note.span is not None else ""
            lines.append(visible(f"{pad}= note: {note.message}{place}"))
        return "\n".join(lines)


#: More findings than anybody reads.
MOST_FINDINGS = 500
_LONGEST_MESSAGE = 500


def _short(message: str) -> str:
    """A message on one line, whatever it quotes."""
    if len(message) > _LONGEST_MESSAGE:
        message = message[: _LONGEST_MESSAGE - 1] + "…"
    return " ".join(message.splitlines())


@frozen
class Diagnostics:
    """A growing list of findings, handed down through the passes over one file."""

    _found: list[Diagnostic] = field(factory=list)

    def error(self, code: str, span: Span, message: str, help: str = "", *notes: Note) -> None:  # noqa: A002 - the word of the format
        """Add an error: the policy cannot be used."""
        self.add(Diagnostic(code, _short(message), span, _short(help), notes))

    def warning(self, code: str, span: Span, message: str, help: str = "", *notes: Note) -> None:  # noqa: A002 - the word of the format
        """Add a warning: the policy can be used, but look at this."""
        self.add(Diagnostic(code, _short(message), span, _short(help), notes, "warning"))

    def add(self, diagnostic: Diagnostic) -> None:
        """Add a finding; past the most that anybody reads, only that there are more."""
        if len(self._found) < MOST_FINDINGS:
            self._found.append(diagnostic)
        elif len(self._found) == MOST_FINDINGS:
            message = f"there are more than {MOST_FINDINGS} findings; the rest is left out"
            self._found.append(Diagnostic("too-many", message, diagnostic.span))

    @property
    def errors(self) -> bool:
        """Whether an error is among the findings."""
        return any(diagnostic.severity == "error" for diagnostic in self._found)

    @property
    def full(self) -> bool:
        """Whether there are more findings than anybody reads."""
        return len(self._found) > MOST_FINDINGS

    def suggests(self, keys: Iterable[str]) -> bool:
        """Whether one of these keys seems to be there under a misspelt name."""
        helps = {f"did you mean `{key}`?" for key in keys}
        return any(one.code == "unknown-key" and one.help in helps for one in self._found)

    def sorted(self) -> tuple[Diagnostic, ...]:
        """All findings by file and place, each once.

        Of a line on which YAML has split a value, only that is told: the rest follows from it.
        """
        split: dict[tuple[str, int], Diagnostic] = {}
        for diagnostic in self._found:
            if diagnostic.code == "split-value":
                split.setdefault((diagnostic.file, diagnostic.line), diagnostic)
        told = [one for one in self._found if split.get((one.file, one.line), one) is one]
        unique = {(d.file, d.span.start, d.span.end, d.code, d.message): d for d in told}
        return tuple(unique[key] for key in sorted(unique))
