"""How hard the laws are tested: `POLICYRULES_LAWS=50 pytest tests/laws` tries fifty times as many examples."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

_TIMES = int(os.environ.get("POLICYRULES_LAWS", "1"))


def examples(number):
    """Settings for so many examples, or a multiple of them."""
    return settings(
        max_examples=number * _TIMES,
        deadline=None,
        phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
        # Whole policies are large examples, and some of those that are drawn are not valid.
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )
