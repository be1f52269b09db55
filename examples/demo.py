"""Decide the sample records of both policies, and explain one or two in English and Chinese.

python examples/demo.py
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import policyrules

PACK = Path(__file__).parents[1] / "policies" / "population-2011"
#: Each policy with the day of decision, and the records to explain: whether to reveal sensitive facts.
SHOWN = {
    "election-eligibility": ("2011-03-20", {"C901": False, "C903": True}),
    "township-assessment": ("2011-12-31", {"T902": False}),
}


def main() -> None:
    """Print a line for every record, and the explanations."""
    sys.stdout.reconfigure(encoding="utf-8")
    for name, (day, shown) in SHOWN.items():
        policy = policyrules.load(PACK / name / "2011.yaml")
        records = json.loads((PACK / "records" / "demo" / f"{name}.json").read_text(encoding="utf-8"))
        decisions = {one["code"]: policy.evaluate(one, as_of=day) for one in records}
        print(f"=== {policy.title()}, {len(decisions)} records, as of {day} ===\n")
        for code, decision in decisions.items():
            print(f"{code}: {summary(decision)}")
        for code, reveal in shown.items():
            for language in ("en", "zh"):
                print(f"\n--- {code} [{language}{', sensitive facts revealed' if reveal else ''}] ---\n")
                print(decisions[code].explain(language=language, reveal=reveal))
        print()


def summary(decision: policyrules.Decision) -> str:
    """The outcomes of a decision on one line."""
    results = {**decision.bars, **decision.vetoes}
    parts = [f"{name} {result.outcome.value}" for name, result in results.items()]
    if decision.score is not None:
        low, high = decision.score.final_total.low, decision.score.final_total.high
        total = f"{low}" if low == high else f"{low} to {high}"
        parts.insert(0, f"total {total}, grade {decision.score.final_grade or 'not determined'}")
    return "; ".join(parts)


if __name__ == "__main__":
    main()
