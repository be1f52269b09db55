"""A declarative rules engine: policies as versioned YAML, decisions with their reasons.

policy = policyrules.load("grant.yaml")
decision = policy.evaluate(record, as_of="2026-05-31")
print(decision.explain())
"""

from policyrules.engine.decision import Decision
from policyrules.engine.expression import evaluate_expression
from policyrules.engine.loading import check, load, loads
from policyrules.engine.policy import Policy, ReadRecord
from policyrules.errors import (
    Fault,
    LimitExceeded,
    NoEditionInForce,
    PolicyError,
    PolicyrulesError,
    RecordError,
)
from policyrules.text.diagnostic import Diagnostic
from policyrules.values.calendar import Duration, Period
from policyrules.values.interval import Interval
from policyrules.values.unknown import Missing, OpenParameter, Problem, Unknown
from policyrules.version import __version__

__all__ = [
    "Decision",
    "Diagnostic",
    "Duration",
    "Fault",
    "Interval",
    "LimitExceeded",
    "Missing",
    "NoEditionInForce",
    "OpenParameter",
    "Period",
    "Policy",
    "PolicyError",
    "PolicyrulesError",
    "Problem",
    "ReadRecord",
    "RecordError",
    "Unknown",
    "__version__",
    "check",
    "evaluate_expression",
    "load",
    "loads",
]


def __dir__() -> list[str]:
    return __all__
