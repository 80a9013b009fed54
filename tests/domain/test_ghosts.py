"""Whom an address names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ghosts import Ghost, Known, likely_contact
from tests.domain.maps import DAY

MIRA = Known(1, "Mira de Groot", "mira.groot@kestrel.example")
BJORN = Known(2, "Bjørn Ångström", None)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("MIRA.groot@kestrel.example", MIRA),
        ("mira.groot@other.example", MIRA),
        ("groot.mira@kestrel.example", MIRA),
        ("m.groot@kestrel.example", MIRA),
        ("mira.de.groot+sales@kestrel.example", MIRA),
        ("bjorn.angstrom@kestrel.example", BJORN),
        ("mira@kestrel.example", None),
        ("info@kestrel.example", None),
        ("@kestrel.example", None),
    ],
)
def test_an_address_names_whom_it_spells(address: str, found: Known | None) -> None:
    assert likely_contact(address, [MIRA, BJORN]) == found


def test_two_of_the_same_name_are_nobody() -> None:
    assert likely_contact("m.groot@kestrel.example", [MIRA, Known(3, "Max Groot", None)]) is None


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("mira.de-groot@x.example", "Mira De-Groot"),
        ("paul_smith2@x.example", "Paul Smith2"),
        ("jo.7@x.example", "Jo"),
        ("@x.example", "@x.example"),
    ],
)
def test_a_name_is_made_from_the_address(address: str, name: str) -> None:
    assert Ghost(address, 1, DAY, None, True, None).likely_name == name


@given(st.text(max_size=30))
def test_any_text_is_taken(address: str) -> None:
    assert Ghost(address, 1, DAY, None, False, likely_contact(address, [MIRA, BJORN])).likely_name or not address
