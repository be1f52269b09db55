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
        """The text in this language, else without a language, else in English, else empty."""
        known = dict(self.texts)
        return next((known[wanted] for wanted in (language, "", "en") if wanted in known), "")

    def tell(self, language: str) -> str:
        """The same, but rather in any language than not at all."""
        return self.pick(language) or (self.texts[0][1] if self.texts else "")


NO_WORDS = Words()
