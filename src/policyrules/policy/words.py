"""Labels and titles in one language or several."""

from __future__ import annotations

from attrs import frozen


@frozen
class Words:
    """A text for people; `texts` pairs a language code (empty: not said) with the text."""

    texts: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.texts)

    def pick(self, language: str) -> str:
        """The text in this language, else without a language, else in English, else the first."""
        known = dict(self.texts)
        for wanted in (language, "", "en"):
            if wanted in known:
                return known[wanted]
        return self.texts[0][1] if self.texts else ""


NO_WORDS = Words()
