"""How numbers, money, dates and gaps are written: the same everywhere, with "–" for what is not known."""

import math
from datetime import date
from typing import Final

MISSING: Final = "–"
MINUS: Final = "−"
NO_BREAK: Final = "\u00a0"

_SYMBOLS: Final = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹"}
_STEPS: Final = ((10**9, "bn"), (10**6, "m"), (10**3, "k"))
_DAYS_SHOWN_AS_WEEKS: Final = 60
_HOURS_SHOWN_AS_DAYS: Final = 72


def is_missing(value: object) -> bool:
    """Whether a value from a frame stands for "not known": None, NaN, NaT or pandas' NA."""
    if value is None:
        return True
    if isinstance(value, float):
        return math.isnan(value)
    return str(value) in ("<NA>", "NaT")


def currency_sign(currency: str) -> str:
    """The sign that stands before an amount: `€`, or the code and a space."""
    return _SYMBOLS.get(currency, f"{currency}{NO_BREAK}")


def money(cents: int | None, currency: str) -> str:
    """An amount in hundredths, short: `€48.2 m`, `€950`, `–`."""
    if cents is None or is_missing(cents):
        return MISSING
    units = abs(int(cents)) / 100
    sign = MINUS if cents < 0 else ""
    for step, name in _STEPS:
        if units >= step * 0.9995:
            return f"{sign}{currency_sign(currency)}{_short(units / step)}{NO_BREAK}{name}"
    return f"{sign}{currency_sign(currency)}{units:,.0f}"


def money_exact(cents: int | None, currency: str) -> str:
    """An amount in hundredths, whole: `€1,234,567.89`."""
    if cents is None or is_missing(cents):
        return MISSING
    whole, part = divmod(abs(int(cents)), 100)
    return f"{MINUS if cents < 0 else ''}{currency_sign(currency)}{whole:,}.{part:02d}"


def count(number: float | None) -> str:
    """A whole number with thousands apart: `1,204`."""
    return MISSING if number is None or is_missing(number) else f"{number:,.0f}".replace("-", MINUS)


def score(number: float | None) -> str:
    """A health or trust score, 0-100, without decimals: cut, not rounded, so that it never shows a better band."""
    return MISSING if number is None or is_missing(number) else str(math.floor(number))


def percent(share: float | None, digits: int = 0) -> str:
    """A share of one as a percentage: 0.123 is `12%`."""
    if share is None or is_missing(share):
        return MISSING
    return f"{100 * share:.{digits}f}%".replace("-", MINUS)


def hours(number: float | None) -> str:
    """A number of clock hours, short: `20 min`, `4.5 h`, `12 h`, `9 days`."""
    if number is None or is_missing(number):
        return MISSING
    if number < 1:
        return f"{max(round(number * 60), 1)}{NO_BREAK}min"
    if number < _HOURS_SHOWN_AS_DAYS:
        return f"{_short(number) if number < 10 else f'{number:.0f}'}{NO_BREAK}h"
    return f"{_short(number / 24)}{NO_BREAK}days"


def signed(text: str, change: float) -> str:
    """A change that shows its direction: the text of its size after `+`, `−` or `±`."""
    return f"{'+' if change > 0 else MINUS if change < 0 else '±'}{text}"


def plural(number: int, one: str, many: str | None = None) -> str:
    """`1 account`, `9 accounts`, `2 people`."""
    return f"{count(number)}{NO_BREAK}{one if number == 1 else many or f'{one}s'}"


def day(when: date | None, *, year: bool = True) -> str:
    """A date without ambiguity: `1 Nov 2026`, or `1 Nov`."""
    if when is None or is_missing(when):
        return MISSING
    return f"{when.day}{NO_BREAK}{when:%b}{NO_BREAK}{when:%Y}" if year else f"{when.day}{NO_BREAK}{when:%b}"


def gap(days: int) -> str:
    """A number of days from today in words: `in 12 days`, `today`, `3 days ago`, `in 5 months`."""
    if days == 0:
        return "today"
    if abs(days) == 1:
        return "tomorrow" if days > 0 else "yesterday"
    size = abs(days)
    if size < _DAYS_SHOWN_AS_WEEKS:
        words = f"{size}{NO_BREAK}days"
    elif size < 730:
        words = f"{round(size / 30.44)}{NO_BREAK}months"
    else:
        words = f"{round(size / 365.25)}{NO_BREAK}years"
    return f"in {words}" if days > 0 else f"{words} ago"


def from_today(when: date | None, today: date) -> str:
    """The gap between a date and today, in words."""
    return MISSING if when is None or is_missing(when) else gap((when - today).days)


def _short(number: float) -> str:
    """`1.8`, `48.2`, `182`: one decimal below a hundred, and none that says nothing."""
    if number >= 99.95:
        return f"{number:,.0f}"
    return f"{number:.1f}".removesuffix(".0")
