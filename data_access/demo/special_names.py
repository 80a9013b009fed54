"""Names that test a screen: other scripts, an emoji, and one that is very long."""

import numpy as np

from data_access.demo.blocks import Ints, Texts, texts
from data_access.demo.geography import COUNTRIES

COMPANIES = {
    3: ("شركة النخيل للتجارة والخدمات اللوجستية", "alnakheel-trading.example"),
    19: ("🚀 Launchpad Foods 🥗", "launchpad-foods.example"),
    42: (
        "Vereinigte Nordhaven-Eichsfelder Maschinenbau- und Antriebstechnik Beteiligungsgesellschaft mbH & Co. KG",
        "vnema-gruppe.example",
    ),
    58: ("Œuvrard & Çelik « Ateliers du Léman » SA", "oeuvrard-celik.example"),
}
HOMES = {3: "United Kingdom", 19: "Netherlands", 42: "Germany", 58: "Switzerland"}
PEOPLE = {
    3: (
        ("ليلى", "ليلى حداد", "layla.haddad"), ("عمر", "عمر الفارسي", "omar.alfarisi"),
        ("نورة", "نورة الزهراني", "noura.alzahrani"), ("يوسف", "يوسف منصور", "yousef.mansour"),
        ("هدى", "هدى الكيلاني", "huda.alkilani"), ("سامي", "سامي دروزة", "sami.darwaza"),
    ),
    19: (("Zoë", "Zoë 🌱 Marchetti-O'Brien", "zoe.marchetti"), ("李", "李 小龍", "li.xiaolong")),
}  # fmt: skip


def special_homes(number: Ints, country: Ints) -> Ints:
    """Countries of accounts, those of the special names put in."""
    names = [one.name for one in COUNTRIES]
    homes = [
        names.index(HOMES[one]) if one in HOMES else at
        for one, at in zip(number.tolist(), country.tolist(), strict=True)
    ]
    return np.array(homes, dtype=np.int64)


def special_names(number: Ints, names: list[str], domains: list[str]) -> tuple[Texts, Texts]:
    """Names and domains of accounts, the special ones put in."""
    for place, one in enumerate(number.tolist()):
        names[place], domains[place] = COMPANIES.get(one, (names[place], domains[place]))
    return texts(names), texts(domains)


def special_people(number: Ints, place: Ints, drawn: tuple[Texts, Texts, Texts]) -> tuple[Texts, Texts, Texts]:
    """First names, names and address parts of contacts, by their account's number and their place in it."""
    for row, (one, at) in enumerate(zip(number.tolist(), place.tolist(), strict=True)):
        people = PEOPLE.get(one, ())
        if at < len(people):
            for column, value in zip(drawn, people[at], strict=True):
                column[row] = value
    return drawn
