"""Renders decisions in a process of its own: one JSON request a line in, one JSON answer a line out."""

from __future__ import annotations

import base64
import json
import pickle
import sys

import policyrules


def renderings(decision):
    """Everything that a decision is rendered as, and what it lacks."""
    found = {"json": decision.to_json(), "trace": decision.explain(format="json")}
    for language in ("en", "zh"):
        for detail in ("decisive", "full"):
            found[f"{language} {detail}"] = decision.explain(language=language, detail=detail)
    found["gaps"] = repr((decision.missing, decision.problems))
    return found


def answer(request):
    """The renderings of a decision made here, and of one that was pickled elsewhere."""
    policy = policyrules.loads(request["policy"])
    decision = policy.evaluate(request["record"], as_of=request["as_of"], any_date=True)
    carried = pickle.loads(base64.b64decode(request["pickle"]))  # noqa: S301 - made by the test
    return {"decided": renderings(decision), "carried": renderings(carried), "equal": carried == decision}


if __name__ == "__main__":
    for line in sys.stdin.buffer:
        reply = json.dumps(answer(json.loads(line)), ensure_ascii=True)
        sys.stdout.write(reply + "\n")
        sys.stdout.flush()
