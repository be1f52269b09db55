"""What somebody may have meant who wrote an unknown name."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Below this likeness (0 to 1) a suggestion would be a guess.
_ALIKE: Final = 0.6
#: Longer words are no misspelt names, and comparing them would take long.
_LONGEST: Final = 100


def suggest(word: str, known: Iterable[str]) -> str | None:
    """The known name that is most like `word`, or None where none is like it.

    A name that differs in case only comes first; of equally good ones, the first in
    alphabetical order.
    """
    if len(word) > _LONGEST:
        return None
    names = sorted({name for name in known if name != word and len(name) <= _LONGEST})
    folded = word.casefold()
    best, best_ratio = None, _ALIKE
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(folded)
    for name in names:
        matcher.set_seq1(name.casefold())
        if matcher.quick_ratio() >= best_ratio:
            ratio = matcher.ratio()
            if ratio > best_ratio or (best is None and ratio == best_ratio):
                best, best_ratio = name, ratio
    return best
