"""Where accounts are: regions, countries, their time, money, holidays and towns."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Country:
    """A country: `share` of accounts, `holidays` as (month, day), `legal` the forms of companies there."""

    name: str
    region: str
    share: float
    time_zone: str
    currency: str
    people: str
    legal: tuple[str, ...]
    towns: tuple[str, ...]
    holidays: tuple[tuple[int, int], ...]


_CHRISTMAS = ((1, 1), (12, 25), (12, 26))

# fmt: off
COUNTRIES = (
    Country("Germany", "DACH", 0.17, "Europe/Berlin", "EUR", "german", ("GmbH", "AG", "SE", "KG"),
            ("Bremen", "Leipzig", "Mannheim", "Kassel", "Augsburg", "Kiel"), (*_CHRISTMAS, (5, 1), (10, 3))),
    Country("Austria", "DACH", 0.04, "Europe/Vienna", "EUR", "german", ("GmbH", "AG"),
            ("Linz", "Graz", "Wels", "Villach"), (*_CHRISTMAS, (5, 1), (10, 26))),
    Country("Switzerland", "DACH", 0.05, "Europe/Zurich", "CHF", "german", ("AG", "SA", "GmbH"),
            ("Basel", "Zug", "Winterthur", "Lugano"), (*_CHRISTMAS, (8, 1))),
    Country("United Kingdom", "UK & Ireland", 0.14, "Europe/London", "GBP", "english",
            ("Ltd", "plc", "Group", "Ltd"), ("Leeds", "Bristol", "Derby", "Swansea", "Perth", "Norwich"), _CHRISTMAS),
    Country("Ireland", "UK & Ireland", 0.03, "Europe/Dublin", "EUR", "english", ("Ltd", "DAC"),
            ("Cork", "Galway", "Sligo"), (*_CHRISTMAS, (3, 17))),
    Country("France", "France & Benelux", 0.10, "Europe/Paris", "EUR", "french", ("SA", "SAS", "SARL"),
            ("Lyon", "Nantes", "Lille", "Dijon", "Rennes"), ((1, 1), (5, 1), (5, 8), (7, 14), (12, 25))),
    Country("Netherlands", "France & Benelux", 0.05, "Europe/Amsterdam", "EUR", "dutch", ("B.V.", "N.V."),
            ("Utrecht", "Breda", "Zwolle", "Delft"), (*_CHRISTMAS, (4, 27))),
    Country("Belgium", "France & Benelux", 0.03, "Europe/Brussels", "EUR", "dutch", ("NV", "SA"),
            ("Gent", "Namur", "Leuven"), (*_CHRISTMAS, (7, 21))),
    Country("Sweden", "Nordics", 0.05, "Europe/Stockholm", "SEK", "nordic", ("AB", "Group AB"),
            ("Uppsala", "Malmö", "Västerås"), (*_CHRISTMAS, (6, 6))),
    Country("Denmark", "Nordics", 0.03, "Europe/Copenhagen", "EUR", "nordic", ("A/S", "ApS"),
            ("Aarhus", "Odense", "Aalborg"), _CHRISTMAS),
    Country("Finland", "Nordics", 0.02, "Europe/Helsinki", "EUR", "nordic", ("Oy", "Oyj"),
            ("Tampere", "Turku", "Oulu"), (*_CHRISTMAS, (12, 6))),
    Country("Spain", "Iberia & Italy", 0.05, "Europe/Madrid", "EUR", "iberian", ("S.A.", "S.L."),
            ("Bilbao", "Sevilla", "Zaragoza", "Vigo"), ((1, 1), (1, 6), (10, 12), (12, 25))),
    Country("Portugal", "Iberia & Italy", 0.02, "Europe/Lisbon", "EUR", "iberian", ("S.A.", "Lda"),
            ("Braga", "Aveiro", "Évora"), ((1, 1), (4, 25), (6, 10), (12, 25))),
    Country("Italy", "Iberia & Italy", 0.04, "Europe/Rome", "EUR", "italian", ("S.p.A.", "S.r.l."),
            ("Parma", "Torino", "Trieste", "Bari"), ((1, 1), (4, 25), (6, 2), (8, 15), (12, 25))),
    Country("United States", "North America", 0.08, "America/New_York", "USD", "american",
            ("Inc.", "Corp.", "LLC"), ("Albany", "Hartford", "Raleigh", "Dayton"),
            ((1, 1), (7, 4), (11, 26), (12, 25))),
    Country("United States", "North America", 0.05, "America/Los_Angeles", "USD", "american",
            ("Inc.", "LLC"), ("Tacoma", "Fresno", "Boise", "Reno"), ((1, 1), (7, 4), (11, 26), (12, 25))),
    Country("Canada", "North America", 0.02, "America/Toronto", "USD", "american", ("Inc.", "Ltd"),
            ("Halifax", "Guelph", "Laval"), ((1, 1), (7, 1), (12, 25), (12, 26))),
    Country("Singapore", "Asia Pacific", 0.015, "Asia/Singapore", "USD", "asian", ("Pte Ltd",),
            ("Jurong", "Changi"), ((1, 1), (8, 9), (12, 25))),
    Country("Australia", "Asia Pacific", 0.015, "Australia/Sydney", "USD", "english", ("Pty Ltd",),
            ("Geelong", "Hobart", "Cairns"), ((1, 1), (1, 26), (4, 25), (12, 25), (12, 26))),
)
# fmt: on
INDUSTRIES = (
    ("Manufacturing", 0.20, ("Werke", "Precision", "Components", "Tooling", "Castings", "Drives")),
    ("Logistics", 0.13, ("Logistics", "Freight", "Cargo", "Transport", "Forwarding")),
    ("Financial services", 0.12, ("Capital", "Assurance", "Treasury", "Leasing", "Mutual")),
    ("Retail", 0.12, ("Stores", "Retail", "Home", "Market", "Outfitters")),
    ("Healthcare", 0.11, ("Health", "Diagnostics", "Clinics", "Medical", "Pharma")),
    ("Energy", 0.08, ("Energy", "Power", "Grid", "Renewables", "Utilities")),
    ("Food & beverage", 0.08, ("Foods", "Dairy", "Mills", "Beverages", "Provisions")),
    ("Software", 0.07, ("Software", "Data", "Cloud", "Digital", "Interactive")),
    ("Construction", 0.05, ("Construction", "Bau", "Materials", "Structures")),
    ("Public sector", 0.04, ("Waterways", "Transit Authority", "City Works", "Housing")),
)

REGIONS = tuple(dict.fromkeys(country.region for country in COUNTRIES))
SEGMENTS = ("Enterprise", "Mid-market", "Small")
