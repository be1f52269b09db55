"""The public names, all in one place; `policyrules` gives them, and loads them with the first that is asked for."""

from policyrules.comparison.changes import Change
from policyrules.comparison.compare import Comparison, diff
from policyrules.comparison.impact import Impact, impact
from policyrules.engine.checks import check
from policyrules.engine.cohort import Cohort
from policyrules.engine.decision import Decision
from policyrules.engine.expression import evaluate_expression
from policyrules.engine.library import Library, open_library
from policyrules.engine.loading import load, loads
from policyrules.engine.policy import Policy, ReadRecord
from policyrules.errors import (
    Fault,
    LimitExceeded,
    NoEditionInForce,
    NotInLibrary,
    PolicyError,
    PolicyrulesError,
    RecordError,
)
from policyrules.testing.running import CaseResult, Mismatch, SuiteResult, run_suites
from policyrules.text.diagnostic import Diagnostic
from policyrules.values.calendar import Duration, Period
from policyrules.values.interval import Interval
from policyrules.values.unknown import Missing, OpenParameter, Problem, Unknown
from policyrules.version import __version__

__all__ = [
    "CaseResult",
    "Change",
    "Cohort",
    "Comparison",
    "Decision",
    "Diagnostic",
    "Duration",
    "Fault",
    "Impact",
    "Interval",
    "Library",
    "LimitExceeded",
    "Mismatch",
    "Missing",
    "NoEditionInForce",
    "NotInLibrary",
    "OpenParameter",
    "Period",
    "Policy",
    "PolicyError",
    "PolicyrulesError",
    "Problem",
    "ReadRecord",
    "RecordError",
    "SuiteResult",
    "Unknown",
    "__version__",
    "check",
    "diff",
    "evaluate_expression",
    "impact",
    "load",
    "loads",
    "open_library",
    "run_suites",
]
