"""From the parser's failure to a message in the author's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyrules.language.fault import Fault
from policyrules.language.hints import (
    hint_for_calendar,
    hint_for_character,
    hint_for_number,
    hint_for_operator,
    hint_for_word,
    hint_for_words,
)
from policyrules.language.names import KEYWORDS

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from lark import Token
    from lark.exceptions import UnexpectedInput

    from policyrules.language.build import Piece

#: What has to come before the expression can end: how it is written, and the tokens that ask for it.
_REQUIRED = {
    "THEN": ("`then`", frozenset({"IF"})),
    "ELSE": ("`else`", frozenset({"THEN"})),
    "SATISFIES": ("`satisfies`", frozenset({"QUANTIFIER"})),
    "DIRECTION": ("`before` or `after`", frozenset({"WITHIN"})),
    "RPAR": ("`)`", frozenset({"LPAR", "LSQB"})),
    "RSQB": ("`]`", frozenset({"LPAR", "LSQB"})),
}
_BRACKETS = frozenset({"LPAR", "LSQB", "RPAR", "RSQB"})
_OPENERS = frozenset({"LPAR", "LSQB"})
_KNOWN = frozenset({"KNOWN", "UNKNOWN"})
_NULLS = frozenset({"null", "none", "nil", "missing", "empty", "undefined"})
_COMPARISONS = frozenset({"COMPARATOR", "IN", "BETWEEN", "IS"})


class Failure:
    """Where the parser stopped: the text, the place, and what it had read so far."""

    def __init__(self, error: UnexpectedInput, text: str, end: int) -> None:
        token: Token | None = getattr(error, "token", None)
        self.text = text
        self.kind = token.type if token is not None else "CHARACTER"
        if self.kind == "$END":
            self.start = self.end = len(text[:end].rstrip())
        else:
            self.start = error.pos_in_stream or 0
            self.end = self.start + max(1, len(token or ""))
        self.found = _shown(text[self.start : self.end]) if self.start < self.end else "the end"
        parser = error.interactive_parser
        self.accepts: AbstractSet[str] = parser.accepts()  # type: ignore[no-untyped-call]  # Lark leaves it untyped
        self.stack: list[Token | Piece | object] = parser.parser_state.value_stack

    def last_token(self, kinds: AbstractSet[str]) -> Token | None:
        """The innermost token of these kinds that is still waiting for its counterpart."""
        for part in reversed(self.stack):
            if getattr(part, "type", "") in kinds:
                return part  # type: ignore[return-value]  # only tokens have a type
        return None

    @property
    def after_value(self) -> bool:
        """Whether a value is complete, so that an operator could follow."""
        # The parser may have made a node of it before it found that it could not go on.
        return bool(self.accepts & {"OR", "ADD"}) or (bool(self.stack) and not self.top)

    @property
    def top(self) -> str:
        """The kind of the last token, if nothing has been made of it yet."""
        return getattr(self.stack[-1], "type", "") if self.stack else ""

    def fault(self, code: str, message: str, help: str = "", opener: Token | None = None) -> Fault:  # noqa: A002 - the word of the format
        """A fault at the place where the parser stopped."""
        notes: tuple[tuple[str, int, int], ...] = ()
        if opener is not None:
            start = opener.start_pos or 0
            notes = ((f"the `{opener}` that is waiting for it", start, start + len(opener)),)
        return Fault(code, message, self.start, self.end, help, notes=notes)


def explain(error: UnexpectedInput, text: str, end: int) -> Fault:
    """The fault to report where the parser could not go on; `end` is where its text ended."""
    failure = Failure(error, text, end)
    fault = _recognised(failure) if failure.kind != "$END" else None
    return fault or _expected(failure)


def _recognised(failure: Failure) -> Fault | None:
    """A fault with a help of its own, where the mistake is a known one."""
    text, at = failure.text, failure.start
    if failure.kind == "CHARACTER" and text[at] in "\"'":
        if text[max(0, at - 2) : at - 1] == "\\":
            return failure.fault("syntax", "texts have no escapes", _NO_ESCAPES)
        message = f"the text that begins with {text[at]} is not closed"
        return failure.fault("unclosed", message, "a text ends on the line on which it begins")
    fault = _after_is(failure) or _keyword(failure) or _chained(failure) or _brackets(failure)
    if fault is not None:
        return fault
    hint = (
        hint_for_character(text, at)
        or hint_for_calendar(text, at)
        or hint_for_number(text, at)
        or hint_for_operator(text, at)
    )
    if hint is None and failure.kind not in _BRACKETS:
        hint = hint_for_words(text, at)
    if hint is not None:
        return Fault(hint.code, hint.message, hint.start, hint.end, hint.help)
    if failure.kind == "CHARACTER":
        return failure.fault("syntax", f"{failure.found} has no meaning in an expression")
    if re.search(r"\\[\"']\Z", text[max(0, at - 2) : at]):
        return failure.fault("syntax", "texts have no escapes", _NO_ESCAPES)
    return None


_NO_ESCAPES = "put a text with `\"` in it into `'…'`"


def _after_is(failure: Failure) -> Fault | None:
    if not failure.accepts <= _KNOWN or not failure.accepts:
        return None
    word = failure.text[failure.start : failure.end].lower()
    following = failure.text[failure.end : failure.end + 20].split()[:1]
    if word == "not" and following and following[0].lower().strip("),]") in _NULLS | {"unknown"}:
        help_ = "write `is known`"
    elif word == "not":
        help_ = (
            "write `is unknown`"
            if following and following[0].strip("),]") == "known"
            else "write `!=` to compare"
        )
    elif word in _NULLS:
        help_ = "write `is unknown`"
    else:
        help_ = "to compare, write `=`"
    return failure.fault("syntax", f"expected `known` or `unknown` after `is`, found {failure.found}", help_)


def _keyword(failure: Failure) -> Fault | None:
    """A keyword where a name or a value has to stand."""
    word = failure.text[failure.start : failure.end]
    if word not in KEYWORDS:
        return None
    if failure.accepts == {"NAME"}:
        help_ = "take another name"
        if failure.top == "DOT":
            help_ = f"give the fact another name, with `key: {word}`"
        return failure.fault("reserved-word", f"`{word}` is a keyword and cannot be a name", help_)
    if failure.after_value or "NUMBER" not in failure.accepts:
        return None
    if word == "unknown":
        return failure.fault("reserved-word", "`unknown` is not a value", "write `… is unknown`")
    following = re.match(r"[ \t\r\n]+(\w+)", failure.text[failure.end :])
    if word == "no" and (following is None or following[1] in KEYWORDS):
        return failure.fault("syntax", "`no` is not a value", hint_for_word(word) or "")
    if word in {"if", "not", "some", "every", "no"}:
        return failure.fault(
            "syntax",
            f"`{word} …` needs brackets here",
            f"write `({word} …)`, since `{word}` binds more loosely",
        )
    return failure.fault(
        "syntax", f"expected a value, found the keyword `{word}`", "a keyword cannot be a name"
    )


def _chained(failure: Failure) -> Fault | None:
    """A second comparison after a complete one."""
    if failure.kind not in _COMPARISONS or failure.accepts & _COMPARISONS or "OR" not in failure.accepts:
        return None
    help_ = "write `x between a and b`, or join two comparisons with `and`"
    return failure.fault("chained-comparison", "comparisons cannot be chained", help_)


def _brackets(failure: Failure) -> Fault | None:
    """Ranges and lists with the wrong signs, brackets without a counterpart, calls of results."""
    opener = failure.last_token(_OPENERS)
    if failure.kind == "RANGE":
        help_ = "a range stands right of `in` or in a cell: `x in [1..5]`"
        return failure.fault("syntax", "a range cannot stand here", help_)
    if failure.kind in {"RPAR", "RSQB"} and opener is None:
        return failure.fault("unclosed", f"{failure.found} closes nothing")
    if failure.kind == "LPAR" and failure.after_value:
        help_ = "a function is called by its name: `year(d)`, not `d.year()`"
        return failure.fault("syntax", "only a name can be called", help_)
    if failure.kind in {"COMMA", "RPAR"} and opener is not None and "RANGE" in failure.accepts:
        help_ = "a list is written `[1, 5]`, a range `[1..5]`, `[1..5)` or `(1..5]`"
        return failure.fault("syntax", f"{failure.found} cannot stand here", help_, opener)
    if failure.kind == "RPAR" and opener == "[" and _follows_in(failure, opener):
        help_ = "a range is written with `..`, as in `[1..5)`; a list ends with `]`"
        return failure.fault("unclosed", "expected `]`, found `)`", help_, opener)
    if failure.kind == "FOR" and opener == "[":
        help_ = "write `list(… for x in … where …)`"
        return failure.fault("foreign-operator", "`for` cannot stand in `[…]`", help_, opener)
    return None


def _follows_in(failure: Failure, opener: Token) -> bool:
    place = failure.stack.index(opener)
    return place > 0 and getattr(failure.stack[place - 1], "type", "") == "IN"


def _expected(failure: Failure) -> Fault:
    """What had to come instead, and what is waiting for it."""
    accepts = failure.accepts
    required = [(word, asks) for kind, (word, asks) in _REQUIRED.items() if kind in accepts]
    opener = failure.last_token(frozenset().union(*(asks for _, asks in required))) if required else None
    words = list(dict.fromkeys(word for word, _ in required))
    if "AND" in accepts and "OR" not in accepts:
        words, opener = ["`and`"], failure.last_token(frozenset({"BETWEEN"}))
    elif "IN" in accepts and "COMPARATOR" not in accepts and not failure.after_value:
        words = ["`in`"]
        opener = None if failure.top == "NOT" else failure.last_token(frozenset({"QUANTIFIER", "FOR"}))
    at_end = failure.kind == "$END"
    if "NUMBER" in accepts:
        value = "a list or a range" if failure.top == "IN" else "a value"
        wanted = [value, *words] if not at_end else [value]
        opener = failure.last_token(_OPENERS) if at_end else opener
    elif accepts == {"NAME"}:
        wanted = ["a name"]
    elif failure.after_value:
        wanted = words if at_end and words else ["an operator", *(words or ["the end"])]
    else:
        wanted = words or ["the end"]
    message = f"expected {' or '.join(wanted)}, found {failure.found}"
    help_ = "an `if` always has its `then` and its `else`" if "`else`" in words else ""
    if failure.top == "QUANTIFIER" and failure.stack[-1] == "no":
        help_ = hint_for_word("no") or ""
    if failure.kind == "ADD" and not failure.after_value:
        help_ = "numbers have no sign `+`"
    closes = at_end or failure.kind in _BRACKETS
    unclosed = opener in {"(", "["} and closes and failure.after_value
    return failure.fault("unclosed" if unclosed else "syntax", message, help_, opener)


def _shown(text: str) -> str:
    word = " ".join(text.split()) or "a space"
    return f"`{word if len(word) <= 40 else word[:39] + '…'}`"
