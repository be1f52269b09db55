"""How hard Hypothesis tries: little by default, `--hypothesis-profile=thorough` for long runs."""

from hypothesis import HealthCheck, settings

# No deadlines: machines that run tests are busy, and the first example builds the grammar.
_common = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", _common, max_examples=50)
settings.register_profile("ci", _common, max_examples=50, derandomize=True, print_blob=True)
settings.register_profile("thorough", _common, max_examples=2000)
settings.load_profile("quick")
