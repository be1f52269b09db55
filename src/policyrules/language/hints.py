"""What authors write out of habit from elsewhere, and how it is written here."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from attrs import frozen

from policyrules.language.calendar_hints import counted_in_words, joined_periods, written_date
from policyrules.language.names import KEYWORDS, describe_character, is_invisible


@frozen
class Hint:
    """A recognised mistake; the offsets are those of the words concerned."""

    code: str
    message: str
    help: str
    start: int
    end: int


#: Operators of other languages, and what to write instead.
OPERATORS = {
    "===": "write `=`",
    "!==": "write `!=`",
    "==": "write `=`",
    "&&": "write `and`",
    "||": "write `or`",
    "<>": "write `!=`",
    "=>": "write `>=`",
    "=<": "write `<=`",
    "=!": "write `!=`",
    "->": "there are no functions to define; name the expression as a definition",
    "**": "write the multiplication out",
    "//": "write `floor(a / b)` for whole division; notes belong under `note`",
    "/*": "there are no comments in expressions; write a `note`",
    "++": "write `a + b`",
    ":=": "there is no assignment; name the expression as a definition",
    "??": "write `otherwise`",
    "!": "write `not`",
    "&": "write `and`",
    "|": "write `or`",
    "^": "write the multiplication out",
    "~": "write `not`",
    "?": "write `if … then … else …`",
    ":": "write `if … then … else …`; there is no assignment",
    ";": "an expression is one piece; name its parts as definitions",
    "#": "there are no comments in expressions; write a `note`",
    "{": "there are no braces; a list is written `[1, 2]`",
    "}": "there are no braces; a list is written `[1, 2]`",
    "%": "a percentage is written without a space: `95%`; there is no remainder",
    "$": "write the name alone",
    "@": "write the name alone",
    "`": 'texts stand in quotes: `"text"`',
    "\\": "texts have no escapes; one with `\"` in it stands in `'…'`",
}

_OWN_OPERATORS = frozenset({"=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "..", "."})
_SIGNS = frozenset("=<>!&|*+-/:?#{};@$%^~`\\")

#: Mathematical signs, and what to write instead.
MATHEMATICAL = {
    "≥": ">=",
    "≤": "<=",
    "⩾": ">=",
    "⩽": "<=",
    "≠": "!=",
    "×": "*",
    "·": "*",
    "÷": "/",
    "−": "-",
    "¬": "not",
    "∧": "and",
    "∨": "or",
    "∈": "in",
    "∉": "not in",
    "∀": "every",
    "∃": "some",
}

#: Punctuation of print and of Chinese text; other full-width characters are found by normalisation.
TYPOGRAPHIC = {
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "「": '"',
    "」": '"',
    "『": '"',
    "』": '"',
    "‘": "'",
    "’": "'",
    "、": ",",
    "。": ".",
    "【": "[",
    "】": "]",
    "〔": "[",
    "〕": "]",
    "–": "-",
    "—": "-",
    "…": "..",
    "‥": "..",
    "～": "..",
    "〜": "..",
}

_KEYWORD_OF = {
    "且": "and",
    "并且": "and",
    "而且": "and",
    "同时": "and",
    "和": "and",
    "与": "and",
    "或": "or",
    "或者": "or",
    "非": "not",
    "不": "not",
    "不是": "not",
    "没有": "no",
    "如果": "if",
    "若": "if",
    "那么": "then",
    "则": "then",
    "否则": "else",
    "存在": "some",
    "任一": "some",
    "所有": "every",
    "每个": "every",
    "是": "=",
    "等于": "=",
    "大于": ">",
    "小于": "<",
    "介于": "between",
    "真": "true",
    "假": "false",
}

_NULLS = frozenset({"null", "none", "nil", "undefined", "nan", "na"})

_FOREIGN_WORDS = {
    "elif": "write `else if`",
    "elsif": "write `else if`",
    "elseif": "write `else if`",
    "lambda": "there are no functions to define; write `list(… for x in …)`",
    "let": "there is no assignment; name the expression as a definition",
    "return": "an expression is its result; leave `return` out",
    "mod": "there is no remainder",
    "div": "write `/`",
    "xor": "write `(a or b) and not (a and b)`",
    "like": "write `starts_with(a, b)`, `ends_with(a, b)` or `contains(a, b)`",
    "matches": "write `starts_with(a, b)`, `ends_with(a, b)` or `contains(a, b)`",
    "contains": "write `contains(a, b)`",
    "equals": "write `=`",
    "any": "write `some x in … satisfies …`",
    "all": "write `every x in … satisfies …`",
    "exists": "write `some x in … satisfies …`",
    "when": "write `if … then … else …`",
    "case": "write `if … then … else …`",
    "unless": "write `not`",
    "yes": "write `true` or `false`",
    "today": "the day of decision is `as_of`",
    "now": "the day of decision is `as_of`",
}

#: Units that are written otherwise: the unit to write, and how many of it.
_UNITS = {
    "week": ("days", 7),
    "weeks": ("days", 7),
    "fortnight": ("days", 14),
    "fortnights": ("days", 14),
    "quarter": ("months", 3),
    "quarters": ("months", 3),
    "decade": ("years", 10),
    "decades": ("years", 10),
    "year": ("months", 12),
    "years": ("months", 12),
    "day": ("hours", 24),
    "days": ("hours", 24),
    "y": ("years", 1),
    "d": ("days", 1),
    "h": ("hours", 1),
    "年": ("years", 1),
    "个月": ("months", 1),
    "月": ("months", 1),
    "周": ("days", 7),
    "星期": ("days", 7),
    "天": ("days", 1),
    "日": ("days", 1),
    "小时": ("hours", 1),
    "month": ("months", 1),
    "months": ("months", 1),
    "hour": ("hours", 1),
    "hours": ("hours", 1),
    "minute": ("hours", 0),
    "minutes": ("hours", 0),
    "second": ("hours", 0),
    "seconds": ("hours", 0),
}

_WORD = re.compile(r"[^\W\d]\w*")
_NUMBER_THEN_SPACE = re.compile(r"(?<![\w.])([0-9][0-9_]*(?:\.[0-9]+)?)[ \t\r\n]+\Z")
_WORD_BEFORE = re.compile(r"(?<!\w)([^\W\d]\w*)[ \t\r\n]*\Z")
_DIGIT_GROUPS = re.compile(r"(?<![0-9_])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
_NUMBER_LIKE = re.compile(r"[0-9][\w.%]*")
_WINDOW = 60

#: A number that is in order, so that the fault is another one.
NUMBER_TOKEN = re.compile(r"(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:_[0-9]{3})+)(?:\.[0-9]+)?%?(?![\w.])")


def hint_for_word(word: str) -> str | None:
    """The help for a word of another language used as a name, such as `True`, `NULL` or `且`."""
    lower = word.lower()
    if lower == "no":
        return "write `true` or `false`; `no` stands only before `x in … satisfies …`"
    if word == "due":
        return "the requirements of a duty may read its due day, where it has the key `due`"
    if lower in KEYWORDS and word not in KEYWORDS:
        return f"keywords are lower case: `{lower}`"
    if lower in _NULLS:
        return "there is no null: write `is unknown` or `is known`"
    if word in _KEYWORD_OF:
        return f"write `{_KEYWORD_OF[word]}`"
    return _FOREIGN_WORDS.get(lower)


def hint_for_character(text: str, at: int) -> Hint | None:
    """A hint for a character that the language does not have, or does not have in this place."""
    character = text[at]
    if character in MATHEMATICAL:
        help_ = f"write `{MATHEMATICAL[character]}`"
        return Hint("foreign-operator", f"`{character}` is not an operator here", help_, at, at + 1)
    plain = TYPOGRAPHIC.get(character) or unicodedata.normalize("NFKC", character)
    if plain.isspace() and character not in " \t\r\n":
        message = f"a special space ({describe_character(character)}) stands here"
        return Hint("full-width", message, "write an ordinary space", at, at + 1)
    if plain != character and plain.isascii():
        message = f"`{character}` is a typographic or full-width character"
        return Hint("full-width", message, f"write `{plain}`", at, at + 1)
    if is_invisible(character):
        message = f"an invisible character ({describe_character(character)}) stands here"
        return Hint("syntax", message, "delete it", at, at + 1)
    return None


def hint_for_calendar(text: str, at: int) -> Hint | None:
    """A hint for a date, period or duration that is written otherwise, around this place."""
    date = written_date(text, at)
    if date is not None:
        return Hint("no-such-date", *date)
    span = joined_periods(text, at) or counted_in_words(text, at)
    return Hint("bad-number", *span) if span is not None else None


def hint_for_operator(text: str, at: int) -> Hint | None:
    """A hint for an operator of another language that begins at or reaches over this place."""
    first, last = at, at
    while first > 0 and at - first < 3 and text[first - 1] in _SIGNS:
        first -= 1
    while last < len(text) and last - at < 3 and text[last] in _SIGNS:
        last += 1
    if text[first:last] in _OWN_OPERATORS:
        return None
    for length in (3, 2, 1):
        for start in range(max(first, at - length + 1), at + 1):
            sign = text[start : start + length]
            if len(sign) == length and sign in OPERATORS and start + length <= max(last, at + 1):
                message = f"`{sign}` is not an operator here"
                return Hint("foreign-operator", message, OPERATORS[sign], start, start + length)
    return None


def hint_for_number(text: str, at: int) -> Hint | None:
    """A hint for what looks like a number around this place, and is none."""
    for match in _DIGIT_GROUPS.finditer(text, max(0, at - 20), at + 20):
        if match.start() <= at < match.end():
            digits = match[0].replace(",", "")
            message = f"`{match[0]}`: numbers have no commas in them"
            help_ = f"write `{digits}` or `{match[0].replace(',', '_')}`"
            return Hint("bad-number", message, help_, match.start(), match.end())
    if re.compile(r"\.[0-9]").match(text, at):
        chunk = _shown(text, at, at + 1)
        message = f"`{chunk}` lacks a digit before the point"
        return Hint("bad-number", message, f"write `0{chunk}`", at, at + len(chunk))
    if text[at] not in "0123456789" or NUMBER_TOKEN.match(text, at):
        return None
    chunk = _shown(text, at, at)
    message, help_ = _number_fault(chunk, text[max(0, at - _WINDOW) : at])
    return Hint("bad-number", message, help_, at, at + len(chunk))


def _shown(text: str, start: int, digits_from: int) -> str:
    match = _NUMBER_LIKE.match(text, digits_from, digits_from + _WINDOW)
    return text[start : match.end() if match else digits_from + 1]


def _number_fault(chunk: str, before: str) -> tuple[str, str]:
    message = f"`{chunk}` is not a number"
    if re.search(r"[0-9]-\Z", before):
        return message, "a date is written `2026-05-31`; to subtract, put spaces around `-`"
    if re.fullmatch(r"0[0-9]+(?:\.[0-9]+)?%?", chunk):
        short = re.sub(r"\A0+(?=[0-9])", "", chunk)
        return f"`{chunk}` begins with a zero", f"write `{short}`"
    if chunk.endswith("."):
        return message, f"write `{chunk.rstrip('.')}`"
    if re.fullmatch(r"[0-9_]+(?:\.[0-9_]+)?%?", chunk):
        return message, f"`_` stands between groups of three digits: `{_regrouped(chunk)}`"
    if re.fullmatch(r"[0-9.]+[eE][0-9]*", chunk):
        return message, "numbers have no exponent; write all the digits"
    if parts := re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)([^\W\d_]+)", chunk):
        return message, _unit_help(parts[1], parts[2]) or "a name does not begin with a digit"
    return message, ""


def _regrouped(chunk: str) -> str:
    whole, point, fraction = chunk.replace("_", "").partition(".")
    bare, percent = whole.rstrip("%"), "%" if whole.endswith("%") else ""
    return f"{int(bare):_}{percent}{point}{fraction}" if bare else chunk


def _unit_help(number: str, unit: str) -> str:
    """What to write for a number and a unit that do not make a period or a duration."""
    known = _UNITS.get(unit) or _UNITS.get(unit.lower())
    if known is None:
        return ""
    written, times = known
    try:
        count = Decimal(number.replace("_", "")) * times
    except InvalidOperation:
        return ""
    if times == 0 or count != count.to_integral_value():
        return "periods and durations are whole numbers of years, months, days or hours"
    if unit == written and "." not in number:
        return f"write `{number} {unit}`"
    if times in {12, 24} and "." not in number:
        return f"write `{number} {unit.lower()}`"
    if count > 10**9:
        return ""
    return f"write `{int(count)} {written.removesuffix('s') if count == 1 else written}`"


def hint_for_words(text: str, at: int) -> Hint | None:
    """A hint for the word at this place, the number before it, or the word before it."""
    before = text[max(0, at - _WINDOW) : at]
    word = _WORD.match(text, at)
    if word is not None:
        shown = word[0][:_WINDOW]
        number = _NUMBER_THEN_SPACE.search(before)
        help_ = _unit_help(number[1], word[0]) if number else ""
        if number and help_:
            start = at - len(before) + number.start()
            message = f"`{number[1]} {shown}` is neither a period nor a duration"
            return Hint("bad-number", message, help_, start, word.end())
        help_ = hint_for_word(word[0]) or ""
        if help_ and word[0] not in KEYWORDS:
            return Hint("foreign-operator", f"`{shown}` is not a word of the language", help_, at, word.end())
    previous = _WORD_BEFORE.search(before)
    if previous is None or previous[1] in KEYWORDS:
        return None
    if help_ := hint_for_word(previous[1]) or "":
        start = at - len(before) + previous.start(1)
        message = f"`{previous[1]}` is not a word of the language"
        return Hint("foreign-operator", message, help_, start, start + len(previous[1]))
    return None
