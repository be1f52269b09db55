"""Awards and duties of generated policies (docs: language, awards and duties)."""

from __future__ import annotations

from attrs import evolve

from strategies.expressions import Choice


def awards(made):
    """As many awards as were promised; each may read those before it."""
    found, reader = {}, _with_final_score(made)
    for number in range(made.prizes):
        award = {"eligible": reader.flag()}
        found[f"w{number}"] = reader.maybe(
            award, applies=lambda reader=reader: reader.flag(1), source=made.clause
        )
        made, reader = (one.knowing(f"awards.w{number}", "flag") for one in (made, reader))
    made.data["awards"] = found
    return made


def duties(made):
    """Up to two duties, for the whole record or for each element of a list."""
    found = {}
    for number in made.several(0, 2):
        reader = _with_final_score(made)
        inner, duty = reader, {"modality": made.pick(("must", "should")), "by": "them"}
        if reader.writer.lists() and reader.often(2):
            _, duty["for"], writer, _ = reader.writer.over(2)
            inner = evolve(reader, writer=writer)
        if inner.often(2):
            duty["due"] = inner.writer.write("date", 1)
            inner = inner.knowing("due", "date")
        duty["requires"] = {f"r{one}": inner.flag() for one in inner.several(1, 2)}
        found[f"u{number}"] = reader.maybe(
            duty, applies=lambda reader=reader: reader.flag(1), source=made.clause
        )
        made = made.knowing(f"duties.u{number}", "flag")
    made.data["duties"] = found
    return made


def _with_final_score(made):
    """The score after vetoes can be read once both are there, so that neither reads what reads it."""
    if not {"scorecard", "vetoes"} <= made.data.keys():
        return made
    grades = tuple(made.data["scorecard"].get("grades", ()))
    if grades:
        made = made.knowing("score.final_grade", Choice(grades, grades))
    return made.knowing("score.final_total", "number")


FURTHER = {"awards": awards, "duties": duties}
