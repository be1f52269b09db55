"""What a name may be (docs: language, files)."""

from __future__ import annotations

import unicodedata

#: The words that no name may be.
KEYWORDS = frozenset(
    {
        "if",
        "then",
        "else",
        "or",
        "and",
        "not",
        "some",
        "every",
        "no",
        "in",
        "where",
        "satisfies",
        "for",
        "between",
        "is",
        "known",
        "unknown",
        "within",
        "before",
        "after",
        "otherwise",
        "true",
        "false",
    }
)

#: Scripts with letters that look alike; by the first word of their characters' names.
_LOOKALIKE_SCRIPTS = frozenset({"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "COPTIC", "CHEROKEE"})

#: Thai and Lao sara am: ordinary letters, although compatibility normalisation takes them apart.
_ORDINARY = frozenset("\u0e33\u0eb3")


def normal_name(text: str) -> str:
    """The name in the form in which names are compared (NFC)."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def check_name(text: str) -> str | None:
    """What is wrong with a name, or None; names are checked as `normal_name` gives them."""
    name = normal_name(text)
    if name in KEYWORDS:
        return f"`{name}` is a keyword and cannot be a name"
    if not name:
        return "a name is missing"
    if name.isascii():
        return None if name.isidentifier() else _bad_character(name)
    return _invisible(name) or _wide(name) or _bad_character(name) or _mixed_scripts(name)


def describe_character(character: str) -> str:
    """A character by its code and name: `U+200B ZERO WIDTH SPACE`."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def is_invisible(character: str) -> bool:
    """Whether a character cannot be seen: format characters, controls, variation selectors, fillers."""
    return (
        unicodedata.category(character) in {"Cf", "Cc", "Cs", "Co", "Cn"}
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
        or character in "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
    )


def _invisible(name: str) -> str | None:
    for character in name:
        if is_invisible(character):
            return f"the name contains an invisible character ({describe_character(character)})"
    return None


def _wide(name: str) -> str | None:
    for character in name:
        plain = unicodedata.normalize("NFKC", character)
        if plain != character and character not in _ORDINARY:
            return f"`{name}` contains `{character}`, a variant form of `{plain}`"
    return None


def _bad_character(name: str) -> str | None:
    if name.isidentifier():
        return None
    first = name[0]
    if not first.isidentifier():
        return f"`{name}` does not begin with a letter or `_`"
    bad = next((c for c in name if not f"a{c}".isidentifier()), first)
    return f"`{name}` contains `{bad}`; a name consists of letters, digits and `_`"


def _mixed_scripts(name: str) -> str | None:
    examples: dict[str, str] = {}
    for character in name:
        script = unicodedata.name(character, "").partition(" ")[0]
        if script in _LOOKALIKE_SCRIPTS:
            examples.setdefault(script, character)
    if len(examples) < 2:
        return None
    mixed = " and ".join(f"{script.title()} `{letter}`" for script, letter in examples.items())
    return f"`{name}` mixes scripts whose letters look alike: {mixed}"
