"""Merging what an amendment changes into the edition that it amends (docs: language, amendments)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from policyrules.policy.forms import Form, by_name, is_repealed
from policyrules.policy.sameness import same
from policyrules.text.diagnostic import Note
from policyrules.text.document import Entry, Mapping, Scalar, Sequence
from policyrules.text.suggest import suggest

if TYPE_CHECKING:
    from policyrules.text.diagnostic import Diagnostics
    from policyrules.text.document import Node

_PROVENANCE = {"source", "assumed", "delegated"}


@frozen
class Merger:
    """Merges nodes; what does not fit is reported at its place in the amendment, and left as it was."""

    diagnostics: Diagnostics
    #: The name of the edition that is amended.
    edition: str

    def merge(self, form: Form, former: Node, change: Node) -> tuple[Node, bool]:
        """What stands at a place after a change, and whether that is something else than before.

        Where something changed, the node of a mapping and its key are those of the amendment; what
        is left as it was keeps its nodes.
        """
        if isinstance(former, Mapping) or isinstance(change, Mapping):
            former, change = form.long(former), form.long(change)
        if isinstance(former, Mapping) and isinstance(change, Mapping) and not form.whole:
            return self._merge_mappings(form, former, change)
        if isinstance(former, Sequence) and isinstance(change, Mapping) and not self._is_whole(form, change):
            return former, True
        return (former, False) if same(form, former, change) else (change, True)

    def _merge_mappings(self, form: Form, former: Mapping, change: Mapping) -> tuple[Node, bool]:
        kept, given = by_name(former), by_name(change)
        gone = form.replaced(kept, given)
        for key in gone:
            del kept[key]
        changed = bool(gone)
        for key, entry in given.items():
            if form.key(key).is_repealed_by(entry.value):
                self._repeal(form, kept, key, entry)
                changed = True
            elif key in kept:
                changed |= self._change(form, kept, key, entry)
            else:
                self._add(form, kept, key, entry)
                changed = True
        return (Mapping(tuple(kept.values()), change.span, change.flow), True) if changed else (former, False)

    def _change(self, form: Form, kept: dict[str, Entry], key: str, entry: Entry) -> bool:
        """Merge one key; whether something changed, or was reported."""
        former, child = kept[key], form.key(key)
        if key == "list" and "type" in form.keys:
            child = form.elements_of(former.value, entry.value)
        merged, changed = self.merge(child, former.value, entry.value)
        if changed:
            kept[key] = Entry(entry.key, merged)
            if child.name == "parameter":
                self._check_provenance(child, key, former.value, entry.value)
        elif form.collection or (form.name == "edition" and (child.collection or key == "scorecard")):
            what = f"the {_word(form, child)} `{key}`" if form.collection else f"`{key}`"
            self.diagnostics.error(
                "changes-nothing",
                entry.key.span,
                f"this changes nothing: {what} is the same in the edition `{self.edition}`",
                "remove it here, and add its name to `unchanged`"
                if child.name in {"parameter", "table"} and form.name == f"{child.name}s"
                else "remove it here; what is not mentioned stays as it is",
                Note("it stands here", former.key.span),
            )
            return True
        return changed

    def _add(self, form: Form, kept: dict[str, Entry], key: str, entry: Entry) -> None:
        """Take over a key or an item that was not there before."""
        child = form.key(key)
        lacking = child.lacks(entry.value) if form.collection else ""
        if lacking:
            word = _word(form, child)
            near = suggest(key, kept)
            self.diagnostics.error(
                "no-such-item",
                entry.key.span,
                f"the edition `{self.edition}` has no {word} `{key}` to change",
                f"did you mean `{near}`?"
                if near
                else f"if it is new it must be complete: it needs {lacking}",
            )
            return
        kept[key] = Entry(entry.key, self._new(entry.value))

    def _new(self, node: Node) -> Node:
        """What is new, without what is `repealed` inside of it, which is reported."""
        if not isinstance(node, Mapping):
            return node
        kept: list[Entry] = []
        for entry in node.entries:
            if is_repealed(entry.value):
                self._report_repealed(entry, f"`{entry.key.value}` is not there yet to be repealed", "")
            else:
                kept.append(Entry(entry.key, self._new(entry.value)))
        return Mapping(tuple(kept), node.span, node.flow)

    def _repeal(self, form: Form, kept: dict[str, Entry], key: str, entry: Entry) -> None:
        if key in form.required:
            word = "edition" if form.name == "edition" else f"{form.name}"
            self.diagnostics.error(
                "cannot-repeal",
                entry.value.span,
                f"`{key}` cannot be repealed: every {word} must have it",
                f"give another value, or repeal the whole {word}",
            )
        elif key in kept:
            del kept[key]
        else:
            what = f"{_word(form, form.key(key))} `{key}`" if form.collection else f"`{key}` here"
            message = f"the edition `{self.edition}` has no {what} to repeal"
            self._report_repealed(entry, message, suggest(key, kept) or "")

    def _report_repealed(self, entry: Entry, message: str, near: str) -> None:
        self.diagnostics.error(
            "nothing-to-repeal",
            entry.key.span,
            message,
            f"did you mean `{near}`?" if near else "remove this line",
        )

    def _check_provenance(self, form: Form, name: str, former: Node, change: Node) -> None:
        """Report a new value of a parameter that does not say where it comes from."""
        before, given = by_name(former), by_name(change)
        value = given.get("value")
        if value is None or _PROVENANCE & {key for key, one in given.items() if not is_repealed(one.value)}:
            return
        if "value" in before and same(form.key("value"), before["value"].value, value.value):
            return
        self.diagnostics.error(
            "value-without-source",
            value.key.span,
            f"the new value of `{name}` does not say where it comes from",
            "add `source: {clause: …}`, `assumed: why`, or `delegated: to whom`, even if it is the same as before",
        )

    def _is_whole(self, form: Form, change: Mapping) -> bool:
        """Whether items by name can take the place of a list; parts of such items are reported."""
        for entry in change.entries:
            child = form.key(entry.key.value)
            if form.collection and (is_repealed(entry.value) or child.lacks(entry.value)):
                self.diagnostics.error(
                    "list-of-items",
                    entry.key.span,
                    f"the edition `{self.edition}` has a list here, in which no single {child.name} can be changed",
                    "write the list out as it is to be; items that are mappings by name can be changed one by one",
                )
                return False
        return True


def _word(form: Form, child: Form) -> str:
    """What the items of a collection are called."""
    return "input" if form.name == "inputs" else child.name


def text_of(node: Node | None) -> str:
    """The text of a scalar, on one line; empty where there is none."""
    return " ".join(node.value.split()) if isinstance(node, Scalar) and not node.is_null else ""
