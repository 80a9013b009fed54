"""The random company, for these tests."""

from tests.oracles.fixtures import company, own_company

__all__ = ["company", "own_company"]
