"""Hypothesis as these tests need it: the same cases every time, and no clock, as the machine may be busy."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "nexus", deadline=None, derandomize=True, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("nexus")
