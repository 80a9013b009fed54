"""Each kind of change to the records, alone: what is computed after it is what a full refresh gives."""

import random
from datetime import timedelta

import pytest

from data_access.refresh import refresh
from tests.data_access.refresh.happenings import HAPPENINGS, company, happen, is_as_if_full
from tests.oracles.read_models import read_models
from tests.oracles.records import DAY

__all__ = ["company"]


@pytest.mark.parametrize("name", HAPPENINGS)
def test_each_happening(company: str, name: str) -> None:
    day, chance = DAY - timedelta(days=49), random.Random(name)
    before = read_models(company)
    happen(company, name, day - timedelta(days=2), chance)
    refresh(day)
    assert read_models(company) != before
    assert is_as_if_full(company, day)
