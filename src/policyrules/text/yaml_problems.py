"""YAML syntax errors in words for people who do not know the YAML specification."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import yaml
from attrs import frozen

from policyrules.text.diagnostic import Diagnostic, Note
from policyrules.text.source import SourceText, Span

if TYPE_CHECKING:
    from policyrules.text.document import Scalar

#: Signs that look like those of YAML, and what these are.
_PLAIN: Final = {"：": ":", "，": ",", "｛": "{", "｝": "}", "［": "[", "］": "]", "“": '"', "”": '"'}
_WIDE_OPENING: Final = re.compile(r"\A([｛［“”])")
_WIDE_COLON: Final = re.compile(r"^[ \t]*[\w.-]+(：)", re.MULTILINE)
#: Before the next key, and at the end.
_WIDE_IN_BRACKETS: Final = re.compile(r"(，(?=[ \t]*[\w.-]+\Z)|[｝］](?=\s*(?:\Z|[\r\n])))")

_NEXT_LINE: Final = re.compile(r"[\r\n][ \t]*(?:- |[\w.-]+:(?=[ \r\n]))")
_LONGEST: Final = 60
#: YAML allows no longer key on one line.
_LONGEST_KEY: Final = 1024
_QUOTE_IT: Final = "put the whole value in quotes"
_QUOTE_OR_BLOCK: Final = "put the whole value in quotes, or on lines of its own under `>`"
_IN_BRACKETS: Final = "inside `{…}` and `[…]`, put a value that contains `, : [ ] { }` in quotes as a whole"


def shortened(text: str) -> str:
    """The first line of a text for use in a message, cut where it is long."""
    first = text.partition("\n")[0]
    return first if len(first) <= _LONGEST and first == text else f"{first[:_LONGEST]}…"


def explain(error: Exception, source: SourceText, last: Scalar | None, bracket: int | None) -> Diagnostic:
    """What is wrong, from the parser's exception.

    `last` is the scalar that was read last, `bracket` the offset of the innermost open `[` or `{`.
    """
    problem = _Problem.of(error, source, last, bracket)
    for explanation in (
        _tab,
        _wide_punctuation,
        _quoted_scalar,
        _directive,
        _sign,
        _after_quote,
        _missing_key,
        _comment_in_brackets,
        _colon,
        _out_of_place,
        _key_without_colon,
        _brackets,
        _missing_item,
        _after_comment,
        _indentation,
    ):
        found = explanation(problem)
        if found is not None:
            return found
    return problem.found(
        problem.here(), "this cannot be read as YAML", "look for a misplaced sign or indentation"
    )


@frozen
class _Problem:
    """What the parser said, and where."""

    source: SourceText
    #: What the parser was doing, and what it met, in its own words.
    context: str
    problem: str
    #: Where the construct begins that it was reading, and where it got stuck.
    start: int
    at: int
    last: Scalar | None
    bracket: int | None

    @classmethod
    def of(cls, error: Exception, source: SourceText, last: Scalar | None, bracket: int | None) -> _Problem:
        if isinstance(error, yaml.MarkedYAMLError):
            at = error.problem_mark.index if error.problem_mark else 0
            start = error.context_mark.index if error.context_mark else at
            return cls(source, error.context or "", error.problem or "", start, at, last, bracket)
        # The Python parser refuses a bad escape or number without saying where.
        at = last.span.end if last else 0
        return cls(source, "", "", at, at, last, bracket)

    @property
    def character(self) -> str:
        """The character at which the parser got stuck; empty at the end."""
        return self.source.text[self.at : self.at + 1]

    @property
    def opener(self) -> str:
        """The character with which the construct begins."""
        return self.source.text[self.start : self.start + 1]

    def one(self, offset: int) -> Span:
        """One character."""
        return Span(self.source, offset, min(offset + 1, len(self.source.text)))

    def rest(self, offset: int) -> Span:
        """From an offset to the end of its line, without blanks."""
        line, column = self.source.position(offset)
        written = self.source.line(line).rstrip()
        return Span(self.source, offset, offset + max(0, len(written) - column + 1))

    def here(self) -> Span:
        return self.one(self.at)

    def line(self, offset: int) -> int:
        return self.source.position(offset)[0]

    def column(self, offset: int) -> int:
        return self.source.position(offset)[1]

    def found(self, span: Span, message: str, advice: str = "", *notes: Note) -> Diagnostic:
        return Diagnostic("yaml-syntax", message, span, advice, notes)


def _tab(problem: _Problem) -> Diagnostic | None:
    if problem.character != "\t":
        return None
    return problem.found(problem.here(), "a tab is used for indentation", "indent with spaces")


def _wide_punctuation(problem: _Problem) -> Diagnostic | None:
    """A full-width or typographic sign where YAML wants its own."""
    if "simple key" in problem.context:
        begin, end = problem.start, problem.rest(problem.start).end
    elif problem.last is not None and not problem.last.style and problem.last.span.end <= problem.at:
        begin, end = problem.last.span.start, problem.last.span.end
    else:
        return None
    patterns = [_WIDE_OPENING]
    before = problem.source.text[problem.source.line_starts[problem.line(begin) - 1] : begin].strip(" -")
    if not before:
        patterns.append(_WIDE_COLON)
    if problem.bracket is not None or "flow" in problem.context:
        patterns.append(_WIDE_IN_BRACKETS)
    text = problem.source.text[begin:end]
    found = [match.start(1) for pattern in patterns if (match := pattern.search(text))]
    if not found:
        return None
    sign = text[min(found)]
    return problem.found(
        problem.one(begin + min(found)),
        f"`{sign}` is a full-width or typographic character, which means nothing to YAML",
        f"write `{_PLAIN[sign]}`; put a text that contains `{sign}` in quotes as a whole",
    )


def _quoted_scalar(problem: _Problem) -> Diagnostic | None:
    if not problem.context:
        if problem.problem:
            return None
        return problem.found(problem.here(), "an escape or a number near here cannot be read")
    if "quoted scalar" not in problem.context:
        return None
    quote = problem.opener
    if "end of stream" in problem.problem or "document" in problem.problem:
        return problem.found(
            problem.one(problem.start),
            f"the quote `{quote}` is not closed",
            f"put another `{quote}` at the end of the text",
        )
    begin = problem.source.text.rfind("\\", problem.start, problem.at + 1)
    escape = Span(problem.source, begin, min(begin + 2, len(problem.source.text)))
    return problem.found(
        escape,
        f"`{escape.text}` is no escape that double quotes know, or it is incomplete",
        "write `\\\\` for a backslash, or use single quotes, in which it has no meaning",
    )


def _directive(problem: _Problem) -> Diagnostic | None:
    if problem.opener != "%" or problem.column(problem.start) != 1:
        return None
    return Diagnostic(
        "directive",
        "a line that begins with `%` is a YAML directive, and policy files have none",
        problem.rest(problem.start),
        "delete the line; put a text that begins with `%` in quotes",
    )


def _sign(problem: _Problem) -> Diagnostic | None:
    """A value that begins with a sign which means something to YAML."""
    sign = problem.opener
    if "block scalar" in problem.context:
        return problem.found(
            problem.rest(problem.start),
            f"`{sign}` at the beginning of a value announces a text on the following lines",
            f'to compare, put the whole expression in quotes: `"{shortened(problem.rest(problem.start).text)}"`',
        )
    starts_token = "cannot start any token" in problem.problem
    if starts_token:
        sign = problem.character
    if starts_token or problem.context.endswith(("an anchor", "an alias", "a tag")):
        offset = problem.at if starts_token else problem.start
        return problem.found(problem.one(offset), f"a value cannot begin with `{sign}`", _QUOTE_IT)
    return None


def _after_quote(problem: _Problem) -> Diagnostic | None:
    """A quoted scalar with something after it, such as `"urban" = district`."""
    last = problem.last
    if last is None or last.style not in {"'", '"'} or not last.span.end <= problem.at:
        return None
    gap = problem.source.text[last.span.end : problem.at]
    if gap.strip(" \t") or problem.character in {"", ",", ":", "]", "}", "[", "{", "\n", "\r"}:
        return None
    if _NEXT_LINE.search(last.span.text):
        return problem.found(
            problem.one(last.span.start),
            f"the quote `{last.style}` is not closed",
            f"put another `{last.style}` at the end of the text",
            Note("noticed here, after the next such quote", problem.one(problem.at)),
        )
    return problem.found(
        problem.rest(problem.at),
        "this value begins with a quote and goes on after it",
        "put an expression that begins with a quote on a line of its own under `>`, or in quotes as a whole"
        + ("; a `'` inside single quotes is written twice" if last.style == "'" else ""),
        Note("the quotes begin here", problem.one(last.span.start)),
    )


def _comment_in_brackets(problem: _Problem) -> Diagnostic | None:
    """A comment that hides the bracket which was to close."""
    last = problem.last
    bracket = problem.bracket
    if last is None or bracket is None or not bracket < last.span.end <= problem.at:
        return None
    opener = problem.source.text[bracket]
    closer = "]" if opener == "[" else "}"
    rest = problem.rest(last.span.end)
    comment = re.match(r"[ \t,]*(?<=[ \t])#", rest.text)
    if comment is None or closer not in rest.text:
        return None
    return problem.found(
        problem.rest(last.span.end + comment.end() - 1),
        f"` #` begins a comment, so this `{closer}` closes nothing",
        f"put the comment after the `{closer}`, or the whole value in quotes",
        Note(f"the `{opener}` that is not closed", problem.one(bracket)),
    )


def _colon(problem: _Problem) -> Diagnostic | None:
    """A colon where no key can end."""
    colon = problem.character == ":" and ("mapping values" in problem.problem or "flow" in problem.context)
    if not colon:
        return None
    last = problem.last
    begin = last.span.start if last is not None and last.span.end == problem.at else problem.at
    if problem.at - begin > _LONGEST_KEY:
        return problem.found(
            problem.rest(begin),
            f"a key of more than {_LONGEST_KEY} characters, or a `: ` in a long value",
            _QUOTE_OR_BLOCK,
        )
    if "flow" in problem.context and problem.line(problem.start) != problem.line(problem.at):
        return _unclosed(problem, problem.start)
    if problem.line(begin) != problem.line(problem.at):
        return problem.found(
            problem.here(),
            "this line looks like a new key, but belongs to the value that began above",
            "check the indentation: keys of one mapping begin in the same column",
            Note("the value begins here", problem.one(begin)),
        )
    line, _ = problem.source.position(problem.at)
    lost = re.match(r"\s*(?:- )?([\w.-]+)[ \t]*(：|(?=[{\[]))", problem.source.line(line))
    if lost is not None:
        key, wide = lost.groups()
        place = problem.at - problem.column(problem.at) + 1 + lost.start(2)
        what = (
            "`：` is a full-width or typographic character, which means nothing to YAML"
            if wide
            else f"a `:` is missing after `{key}`"
        )
        return problem.found(problem.one(place), what, f"write `{key}: …`")
    return problem.found(
        problem.here(), "a colon with a space after it stands inside an unquoted value", _QUOTE_OR_BLOCK
    )


def _out_of_place(problem: _Problem) -> Diagnostic | None:
    if problem.character == "-" and "not allowed" in problem.problem:
        return problem.found(
            problem.here(),
            "a list cannot begin on the line of its key",
            "put `- …` on the next line, indented; put a text that begins with `-` in quotes",
        )
    if problem.character == "?" and "not allowed" in problem.problem:
        return problem.found(problem.here(), "a value cannot begin with `?`", _QUOTE_IT)
    return None


def _key_without_colon(problem: _Problem) -> Diagnostic | None:
    if "simple key" not in problem.context:
        return None
    return problem.found(
        problem.rest(problem.start),
        "a key with `:` is expected here",
        "a line is `key: value`; the further lines of a long value are indented more than its key",
    )


def _unclosed(problem: _Problem, bracket: int) -> Diagnostic:
    opener = problem.source.text[bracket]
    closer = "]" if opener == "[" else "}"
    return problem.found(
        problem.one(bracket),
        f"`{opener}` is not closed",
        f"put `{closer}` where it ends",
        Note("noticed here", problem.here()),
    )


def _brackets(problem: _Problem) -> Diagnostic | None:
    if problem.character == "" and problem.bracket is not None:
        return _unclosed(problem, problem.bracket)
    if "flow sequence" not in problem.context and "flow mapping" not in problem.context:
        return None
    character, opener = problem.character, problem.opener
    begun = Note(f"`{opener}` begins here", problem.one(problem.start))
    if character in "[{":
        what = f"`{character}` stands inside an unquoted value"
    elif character in "]}":
        what = f"`{character}` does not close the `{opener}`"
    else:
        what = f"a `,` or the end of the `{opener}` is expected here"
    return problem.found(problem.here(), what, _IN_BRACKETS, begun)


def _missing_key(problem: _Problem) -> Diagnostic | None:
    """A colon with no key before it."""
    line, column = problem.source.position(problem.at)
    before = problem.source.line(line)[: column - 1].rstrip()
    if problem.character != ":" or not (before == "" or before.endswith(("{", "[", ","))):
        return None
    return Diagnostic("key-not-text", "a key is missing here", problem.here(), "put a name before the `:`")


def _missing_item(problem: _Problem) -> Diagnostic | None:
    if "node content" not in problem.problem:
        return None
    if "flow" in problem.context and problem.character == ",":
        return problem.found(problem.here(), "nothing stands before this comma", "delete the comma")
    return problem.found(problem.here(), f"a value cannot begin with `{problem.character}`", _QUOTE_IT)


def _after_comment(problem: _Problem) -> Diagnostic | None:
    """An unquoted value that was meant to go on, but a comment ended it."""
    last = problem.last
    if last is None or last.style or not 0 < last.span.end <= problem.at:
        return None
    comment = problem.rest(last.span.end)
    if not comment.text.lstrip().startswith("#") or problem.line(last.span.end) + 1 != problem.line(
        problem.at
    ):
        return None
    sign = last.span.end + comment.text.index("#")
    if problem.column(problem.at) <= problem.column(problem.start):
        return None
    return problem.found(
        problem.rest(sign),
        "`#` begins a comment, which ends the unquoted value that the next line goes on with",
        _QUOTE_OR_BLOCK,
    )


def _indentation(problem: _Problem) -> Diagnostic | None:
    """A line that fits nowhere."""
    if problem.character in {"]", "}"}:
        return problem.found(problem.here(), f"`{problem.character}` closes nothing", "delete it")
    begun = Note("the one that it should fit begins here", problem.one(problem.start))
    column, expected = problem.column(problem.at), problem.column(problem.start)
    if "block mapping" in problem.context:
        if column == expected:
            return problem.found(
                problem.rest(problem.at), "a key is expected here, as in the lines above", "", begun
            )
        kind = "mapping"
    elif "block collection" in problem.context or "block sequence" in problem.context:
        if column == expected:
            return problem.found(
                problem.rest(problem.at),
                "a list item `- …` is expected here, as in the lines above",
                "",
                begun,
            )
        kind = "list"
    elif "document start" in problem.problem:
        return problem.found(
            problem.rest(problem.at),
            "this does not belong to what stands above it",
            "check the indentation: all keys of the file begin in the first column",
        )
    else:
        return None
    return problem.found(
        problem.rest(problem.at),
        f"the indentation of this line fits none of the lines above: it begins in column {column}, "
        f"the {kind} around it in column {expected}",
        "begin the items of one list, and the keys of one mapping, in the same column",
        begun,
    )
