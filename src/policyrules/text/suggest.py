"""What somebody may have meant who wrote an unknown name."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Below this likeness (0 to 1) a suggestion would be a guess.
_ALIKE: Final = 0.6
#: Longer words are no misspelt names, and comparing them would take long.
_LONGEST: Final = 60
#: Among more names than this, only those that begin or end as the word does are compared.
_MANY: Final = 300


def suggest(word: str, known: Iterable[str]) -> str | None:
    """The known name that is most like `word`, or None where none is like it.

    A name that differs in case only comes first; of equally good ones, the first in
    alphabetical order.
    """
    if len(word) > _LONGEST:
        return None
    folded = word.casefold()
    names = [name for name in set(known) if name != word and _may_be_alike(len(word), len(name))]
    if len(names) > _MANY:
        names = [name for name in names if _same_end(folded, name.casefold())][:_MANY]
    best, best_ratio = None, _ALIKE
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(folded)
    for name in sorted(names):
        matcher.set_seq1(name.casefold())
        if matcher.real_quick_ratio() >= best_ratio and matcher.quick_ratio() >= best_ratio:
            ratio = matcher.ratio()
            if ratio > best_ratio or (best is None and ratio == best_ratio):
                best, best_ratio = name, ratio
    return best
