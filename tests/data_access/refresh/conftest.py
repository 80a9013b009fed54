"""The random company, for these tests."""

from tests.oracles.fixtures import own_random_company, random_company

__all__ = ["own_random_company", "random_company"]
