"""Uses an installed policyrules: run by try_wheel.py in an environment that holds nothing else.

Prints the folder of the packaged policies.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from importlib.resources import files
from pathlib import Path

import policyrules
from policyrules.grammar_files import grammar_text

home = Path(policyrules.__file__).parent
assert "site-packages" in home.parts, f"this is not the installed library: {home}"
assert (home / "py.typed").is_file()

if "--without-extras" in sys.argv:
    for extra in ("click", "rich", "pytest", "hypothesis", "sphinx"):
        assert importlib.util.find_spec(extra) is None, f"{extra} is there, and should not be"

assert grammar_text("expression.lark")
for name in ("policy", "suite", "decision", "trace"):
    assert json.loads(grammar_text(f"{name}.schema.json"))["$schema"]

assert (
    policyrules.evaluate_expression("count(c in cases where c.open) >= 2", {"cases": [{"open": True}]})
    is False
)

policies = Path(str(files("policyrules") / "policies"))
pack = policies / "population-2011"
for policy_id, day in (("election-eligibility", "2011-03-20"), ("township-assessment", "2011-12-31")):
    policy = policyrules.load(pack / policy_id / "2011.yaml")
    records = json.loads((pack / "records" / "demo" / f"{policy_id}.json").read_text(encoding="utf-8"))
    for record in records:
        decision = policy.evaluate(record, as_of=day)
        assert json.loads(decision.to_json())["policy"] == policy_id
        assert decision.explain(language="zh")
print(policies)
