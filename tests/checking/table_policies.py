"""Policies with one table."""

FACTS = """
facts:
  points: {type: number, min: 0}
  rate: number
  level: {type: number, min: 0, max: 10}
  district: {choice: [urban, rural]}
  member: flag
  name: text
  founded: date
  span: period
  stay: duration
  seen: datetime
"""


def table(
    inputs: str,
    *rows: tuple[str, str],
    hit: str = "unique",
    output: str = "number",
    end: str = "",
    more: str = "",
) -> str:
    """A policy with one table; a row is its cells, as YAML, and its output."""
    lines = [f"      - {{when: [{cells}], then: {then}}}" for cells, then in rows]
    return (
        f"{FACTS}{more}tables:\n  t:\n    inputs: [{inputs}]\n    hit: {hit}\n    output: {output}\n"
        "    rows:\n"
        + "\n".join(lines)
        + (f"\n    otherwise: {end}" if end else "")
        + "\ndefinitions:\n  result: t\n"
    )
