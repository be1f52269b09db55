"""A declarative rules engine: policies as versioned YAML, decisions with their reasons.

policy = policyrules.load("grant.yaml")
decision = policy.evaluate(record, as_of="2026-05-31")
print(decision.explain())
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policyrules.face import *  # noqa: F403 - the face lists its names


def __getattr__(name: str) -> Any:
    # Late, because pytest imports this with its plugin in every project, and most have no suites.
    if name == "__all__" or name in __dir__():
        # Kept, so that it is looked up once.
        return globals().setdefault(name, getattr(import_module("policyrules.face"), name))
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    names: list[str] = import_module("policyrules.face").__all__
    return names
