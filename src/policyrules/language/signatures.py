"""The functions of the language: what each takes and gives (docs: language, functions)."""

from __future__ import annotations

from attrs import frozen


@frozen
class Signature:
    """The kinds of the arguments, and of the result.

    Kinds are number, text, flag, date, datetime, `day` (date or datetime), list, `number list`,
    `numbers` (a number or a list of them), `measure` (a text or a list), mode, anything; a result
    may be an `element` of the first argument or the `same` as all arguments.
    """

    takes: tuple[str, ...]
    gives: str
    #: How many arguments at the end may be left out.
    optional: int = 0
    #: Whether the last may be repeated.
    repeated: bool = False

    def usage(self, name: str) -> str:
        """How it is written, for help."""
        arguments = [
            f"[{kind}]" if number >= len(self.takes) - self.optional else kind
            for number, kind in enumerate(self.takes)
        ]
        return f"{name}({', '.join(arguments)}{', …' if self.repeated else ''})"


SIGNATURES = {
    "abs": Signature(("number",), "number"),
    "floor": Signature(("number",), "number"),
    "ceiling": Signature(("number",), "number"),
    "round": Signature(("number", "number", "mode"), "number", optional=1),
    "clamp": Signature(("number", "number", "number"), "number"),
    "minimum": Signature(("numbers",), "number", repeated=True),
    "maximum": Signature(("numbers",), "number", repeated=True),
    "sum": Signature(("number list",), "number"),
    "average": Signature(("number list",), "number"),
    "count": Signature(("list",), "number"),
    "length": Signature(("measure",), "number"),
    "contains": Signature(("measure", "anything"), "flag"),
    "starts_with": Signature(("text", "text"), "flag"),
    "ends_with": Signature(("text", "text"), "flag"),
    "first": Signature(("list",), "element"),
    "last": Signature(("list",), "element"),
    "distinct": Signature(("list",), "same"),
    "union": Signature(("list", "list"), "same", repeated=True),
    "date": Signature(("number", "number", "number"), "date"),
    "date_of": Signature(("datetime",), "date"),
    "start_of_day": Signature(("date",), "datetime"),
    "year": Signature(("day",), "number"),
    "month": Signature(("day",), "number"),
    "day": Signature(("day",), "number"),
    "weekday": Signature(("day",), "number"),
    "end_of_month": Signature(("date",), "date"),
    "years_between": Signature(("date", "date"), "number"),
    "months_between": Signature(("date", "date"), "number"),
    "days_between": Signature(("date", "date"), "number"),
}
