"""What somebody may have meant who wrote an unknown name."""

from __future__ import annotations

from bisect import bisect_left
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Below this likeness (0 to 1) a suggestion would be a guess.
_ALIKE: Final = 0.6
#: Longer words are no misspelt names, and comparing them would take long.
_LONGEST: Final = 60
#: Of more names than this, only so many on either side in the alphabet are compared.
_MANY: Final = 300
_NEIGHBOURS: Final = 60


def suggest(word: str, known: Iterable[str]) -> str | None:
    """The known name that is most like `word`, or None where none is like it.

    A name that differs in case only comes first; of equally good ones, the first in
    alphabetical order. Among hundreds of names, one that begins differently is not found.
    """
    if len(word) > _LONGEST:
        return None
    folded = word.casefold()
    names = list(known)
    if len(names) > _MANY:
        names.sort(key=str.casefold)
        place = bisect_left(names, folded, key=str.casefold)
        names = names[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS]
    best, best_ratio = None, _ALIKE
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(folded)
    for name in sorted(name for name in names if name != word and len(name) <= _LONGEST):
        matcher.set_seq1(name.casefold())
        # The first is the quickest: it looks at the lengths only.
        if matcher.real_quick_ratio() >= best_ratio and matcher.quick_ratio() >= best_ratio:
            ratio = matcher.ratio()
            if ratio > best_ratio or (best is None and ratio == best_ratio):
                best, best_ratio = name, ratio
    return best
