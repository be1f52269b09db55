"""Every parameter and table of an amended edition is changed, unchanged or repealed (docs: language, amendments)."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from policyrules.policy.forms import by_name, is_repealed
from policyrules.policy.merging import text_of
from policyrules.text.diagnostic import Note
from policyrules.text.document import Mapping, Scalar, Sequence
from policyrules.text.suggest import suggest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policyrules.text.diagnostic import Diagnostics
    from policyrules.text.document import Entry, Node
    from policyrules.text.source import Span

#: The sections whose items have to be settled, with the word for one of them.
SETTLED = {"parameters": "parameter", "tables": "table"}


def check_settled(
    base: Mapping, changes: Node | None, unchanged: Entry | None, place: Span, diagnostics: Diagnostics
) -> None:
    """Report what is neither changed, unchanged nor repealed, and what `unchanged` names wrongly.

    `place` is where the amendment says what it amends.
    """
    sections = {key: by_name(entry.value) for key, entry in by_name(base).items()}
    present = {
        name: (word, entry)
        for section, word in SETTLED.items()
        for name, entry in sections.get(section, {}).items()
    }
    changed: dict[str, Entry] = {}
    for section, entry in by_name(changes).items():
        if section in SETTLED and is_repealed(entry.value):
            changed |= dict.fromkeys(sections.get(section, {}), entry)
        elif section in SETTLED:
            changed |= by_name(entry.value)
    settled = set(changed) | _meant(changed, present, diagnostics)
    for name, item in _named(unchanged, diagnostics).items():
        if name in changed:
            _report_changed(item, changed[name], new=name not in present, diagnostics=diagnostics)
        elif name not in present:
            # What was meant is not reported a second time.
            settled.add(_report_foreign(name, item, present, sections, diagnostics))
        settled.add(name)
    open_items = {name: one for name, one in present.items() if name not in settled}
    if open_items:
        where = unchanged.key.span if unchanged is not None else place
        new = {name: entry for name, entry in changed.items() if name not in present}
        _report(open_items, new, where, diagnostics)


def _meant(
    changed: dict[str, Entry], present: dict[str, tuple[str, Entry]], diagnostics: Diagnostics
) -> set[str]:
    """What misspelt changes were meant for, which is reported at the change already."""
    told = {one.span for one in diagnostics.sorted() if one.code in {"no-such-item", "nothing-to-repeal"}}
    return {suggest(name, present) or "" for name, entry in changed.items() if entry.key.span in told}


def _named(unchanged: Entry | None, diagnostics: Diagnostics) -> dict[str, Scalar]:
    """The names under `unchanged`, each once."""
    node = unchanged.value if unchanged is not None else None
    found: dict[str, Scalar] = {}
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Scalar):
            name = unicodedata.normalize("NFC", item.value.strip())
            if name in found:
                diagnostics.error(
                    "unchanged-twice", item.span, f"`{name}` stands here twice", "remove one of them"
                )
            found[name] = item
    return found


def _report_changed(item: Scalar, again: Entry, *, new: bool, diagnostics: Diagnostics) -> None:
    what = "repealed" if is_repealed(again.value) else "new" if new else "changed"
    diagnostics.error(
        "unchanged-and-changed",
        item.span,
        f"`{item.value}` is {what} in this amendment, so it cannot be unchanged as well",
        "remove one of the two",
        Note(f"it is {what} here", again.key.span),
    )


def _report_foreign(
    name: str,
    item: Scalar,
    present: dict[str, tuple[str, Entry]],
    sections: dict[str, dict[str, Entry]],
    diagnostics: Diagnostics,
) -> str:
    """Report a name that is no parameter or table; the one that was meant, or empty."""
    other = next((section for section, items in sections.items() if name in items), None)
    near = suggest(name, present) or ""
    if other is not None:
        message = f"`{name}` stands under `{other}`, of which nothing need be named here"
        diagnostics.error(
            "not-unchanged", item.span, message, "remove it: only parameters and tables are named"
        )
        return ""
    message = f"the amended edition has no parameter or table `{name}`"
    diagnostics.error("not-unchanged", item.span, message, f"did you mean `{near}`?" if near else "remove it")
    return near


def _report(
    items: dict[str, tuple[str, Entry]], new: dict[str, Entry], where: Span, diagnostics: Diagnostics
) -> None:
    notes = []
    for name, (word, entry) in items.items():
        notes.append(Note(f"the {word} `{name}` is {present_value(word, entry.value)}", entry.key.span))
        near = suggest(name, new)
        if near is not None:
            notes.append(
                Note(f"did you mean `{name}` where this amendment adds `{near}`?", new[near].key.span)
            )
    names = [f"`{name}`" for name in items]
    if len(items) == 1:
        word = next(iter(items.values()))[0]
        message = f"the {word} {names[0]} is neither changed nor unchanged nor repealed"
    else:
        message = f"{len(items)} parameters and tables are neither changed nor unchanged nor repealed: {', '.join(names)}"
    diagnostics.error(
        "not-settled",
        where,
        message,
        "add each name to `unchanged`, or say under `changes` what it is from now on"
        if len(items) > 1
        else "add its name to `unchanged`, or say under `changes` what it is from now on",
        *notes,
    )


def present_value(word: str, node: Node) -> str:
    """What a parameter or table is and where it comes from, as it is written: `3 years, clause 2(1)`."""
    keys = {key: entry.value for key, entry in by_name(node).items()}
    if word == "table":
        rows = keys.get("rows")
        value = rows_in_words(len(rows.items) if isinstance(rows, Sequence) else len(by_name(rows)))
    elif isinstance(given := keys.get("value"), Sequence):
        value = f"[{', '.join(map(text_of, given.items))}]"
    else:
        value = text_of(given) or "without a value"
    source = by_name(keys.get("source"))
    clause = source["clause"].value if "clause" in source else None
    clauses = [text_of(one) for one in (clause.items if isinstance(clause, Sequence) else [clause])]
    return in_words(value, clauses, text_of(keys.get("assumed")), text_of(keys.get("delegated")))


def rows_in_words(number: int) -> str:
    """What a table of so many rows is called."""
    return "a table of 1 row" if number == 1 else f"a table of {number} rows"


def in_words(value: str, clauses: Iterable[str], assumed: str, delegated: str) -> str:
    """A value with where it comes from: `3 years, clause 2(1), assumed`."""
    listed = ", ".join(filter(None, clauses))
    found = [f"clause {listed}"] if listed else []
    found += ["assumed"] if assumed else []
    found += [f"delegated to {delegated}"] if delegated else []
    return ", ".join([value, *found])
