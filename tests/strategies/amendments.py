"""Amendments of generated policies: what they say, and what the whole edition says then."""

from __future__ import annotations

import copy

from attrs import field, frozen

from strategies.layouts import Bare

REPEALED = Bare("repealed")
_OTHER_VALUES = {
    "3": "4",
    "200%": "150%",
    "2 years": "5 years",
    "30 days": "10 days",
    "2025-12-31": "2024-02-29",
    "true": Bare("false"),
    "rural": "town",
}
_METHODS = ("share", "points", "when", "deduct", "table")
_CONSEQUENCES = ("grade", "score", "deny", "stop", "defer", "refer")


@frozen
class Amending:
    """Draws changes of an edition; keeps the amendment and the whole edition side by side."""

    draw: object
    #: What the edition says after the changes so far.
    whole: dict
    #: The year of the amendment, so that no change is made twice.
    year: int
    changes: dict = field(factory=dict)

    def pick(self, options):
        options = tuple(options)
        return options[self.draw(len(options))] if options else None

    def put(self, path, value):
        """Write a change down, at the place that a path of keys leads to."""
        place = self.changes
        for key in path[:-1]:
            place = place.setdefault(key, {})
            if not isinstance(place, dict):
                return False
        if path[-1] in place:
            return False
        place[path[-1]] = value
        return True

    def item(self, *path):
        """A part of the whole edition."""
        place = self.whole
        for key in path:
            place = place[key]
        return place

    def names(self, *path):
        place = self.whole
        for key in path:
            place = place.get(key, {})
        return tuple(place) if isinstance(place, dict) else ()

    # Each of these makes one change, where there is something to change.

    def parameter(self):
        name = self.pick(self.names("parameters"))
        if name is None:
            return
        item = self.item("parameters", name)
        change = {"assumed": f"anew in {self.year}"}
        if str(item["value"]) in _OTHER_VALUES:
            change["value"] = _OTHER_VALUES[str(item["value"])]
        if self.put(("parameters", name), change):
            for key in ("source", "delegated"):
                item.pop(key, None)
            item.update(change)

    def fact(self):
        name = self.pick(self.names("facts"))
        change = {"sensitive": True, "label": f"anew in {self.year}"}
        if self.put(("facts", name), change):
            fact = self.item("facts", name)
            self.item("facts")[name] = {**({"type": fact} if isinstance(fact, str) else fact), **change}
        added = f"from_{self.year}"
        if self.put(("facts", added), {"list": {"on": "date"}}):
            self.item("facts")[added] = {"list": {"on": "date"}}

    def definition(self):
        name = self.pick(self.names("definitions"))
        if name is None:
            return
        item = self.item("definitions", name)
        former = item["value"] if isinstance(item, dict) else item
        value = f"if ok then ({former}) else ({former})"
        if self.put(("definitions", name), value):
            self.item("definitions")[name] = {**item, "value": value} if isinstance(item, dict) else value

    def ground(self):
        bar = self.pick(self.names("bars"))
        if bar is None:
            return
        name = self.pick((*self.names("bars", bar, "grounds"), "added"))
        grounds = self.item("bars", bar, "grounds")
        when = f"not ({grounds[name]['when']})" if name in grounds else "k > 2"
        if self.put(("bars", bar, "grounds", name), {"when": when, "because": "anew"}):
            grounds[name] = {**grounds.get(name, {}), "when": when, "because": "anew"}

    def gone(self):
        """A bar, veto or optional key that is repealed."""
        section = self.pick(("bars", "vetoes"))
        name = self.pick(self.names(section))
        if name is None:
            return
        if "applies" in self.item(section, name):
            if self.put((section, name, "applies"), REPEALED):
                del self.item(section, name)["applies"]
        elif self.put((section, name), REPEALED):
            del self.item(section)[name]

    def indicator(self):
        name = self.pick(self.names("scorecard", "indicators"))
        if name is None:
            return
        path = ("scorecard", "indicators", name)
        item = self.item(*path)
        method = self.pick(({"when": "k > 2"}, {"points": "k"}, {"share": "k / 5"}))
        change = {**method, "at_least": f"-{self.year}"}
        if self.put(path, change):
            for key in _METHODS:
                item.pop(key, None)
            item.update(change)

    def effect(self):
        veto = self.pick(self.names("vetoes"))
        name = self.pick(self.names("vetoes", veto, "effects")) if veto else None
        if name is None:
            return
        path = ("vetoes", veto, "effects", name)
        item = self.item(*path)
        change = {"refer": "a review", "for": f"{self.year} days"}
        if self.put(path, change):
            for key in (*_CONSEQUENCES, "until"):
                item.pop(key, None)
            item.update(change)

    def table(self):
        name = self.pick(self.names("tables"))
        if name is None:
            return
        rows = self.item("tables", name, "rows")
        if len(rows) > 1 and self.put(("tables", name, "rows"), rows[:-1]):
            self.item("tables", name)["rows"] = rows[:-1]


_KINDS = ("parameter", "fact", "definition", "ground", "gone", "indicator", "effect", "table")


def amend(draw, data, edition, several):
    """An amendment of an edition (as data) with so many changes, and the whole edition that it makes."""
    whole = copy.deepcopy(data) | {"edition": str(edition), "in_force": {"from": f"{edition}-01-01"}}
    made = Amending(draw, whole, edition)
    for _ in range(several):
        getattr(made, made.pick(_KINDS))()
    settled = {name for section in ("parameters", "tables") for name in made.changes.get(section, ())}
    present = [name for section in ("parameters", "tables") for name in data.get(section, ())]
    amendment = {
        "policy": data["policy"],
        "edition": str(edition),
        "amends": data["edition"],
        "in_force": {"from": f"{edition}-01-01"},
        "changes": made.changes,
        "unchanged": [name for name in present if name not in settled],
    }
    return amendment, made.whole
