"""Values as Salesforce, its connectors and a spreadsheet in between write them."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from data_access.imports.bad_value import BadValueError

NOON = time(12)
MOST_CENTS = 9_000_000_000_000_000_000
_SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_ID = re.compile(r"[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?")
_SLASHED = re.compile(
    r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([AaPp]\.?[Mm]\.?)?)?"
)
_ZONE = re.compile(r"\s*(?:Z|UTC|GMT)$", re.IGNORECASE)
_SHORT_ZONE = re.compile(r"([+-]\d{2})(\d{2})?$")
_EPOCH_MILLISECONDS = re.compile(r"\d{13}")
_HOST = re.compile(r"^(?:[a-z][a-z0-9+.-]*://)?(?:[^/@\s]*@)?([^/:?#\s]+)", re.IGNORECASE)
_DOMAIN = re.compile(r"(?!-)[a-z0-9\u00a1-\uffff-]{1,63}(?:\.[a-z0-9\u00a1-\uffff-]{1,63})+")
_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]{2,}")
_TRUE = {"true", "1", "yes", "y", "t", "x", "1.0", "wahr", "vrai"}
_SHARED_HOSTS = {"linkedin.com", "facebook.com", "twitter.com", "x.com", "google.com/maps", "gmail.com", "outlook.com"}


def plain_name(column: str) -> str:
    """A column's name without case, underscores, blanks: `AccountId`, `account_id` and "Account ID" are one."""
    return re.sub(r"[^a-z0-9]", "", column.lower())


@lru_cache(1 << 18)
def record_id(text: str) -> str | None:
    """A record id, in its form of 18 characters where it is a true one; other names stay as they are."""
    text = text.strip()
    if not text:
        return None
    if not _ID.fullmatch(text):
        return text
    letters = text[:15]
    if len(text) == 18 and set(text[15:].upper()) <= set(_SUFFIX):
        letters = _with_case_of(letters, text[15:].upper())
    return letters + _checksum(letters)


def _checksum(letters: str) -> str:
    """Salesforce's suffix: each of three letters tells which of five characters are capitals."""
    return "".join(
        _SUFFIX[sum(1 << place for place, letter in enumerate(letters[start : start + 5]) if letter.isupper())]
        for start in (0, 5, 10)
    )


def _with_case_of(letters: str, suffix: str) -> str:
    """The id as it was before something folded its case; unchanged if the suffix does not fit its digits."""
    capitals = [bool(_SUFFIX.index(suffix[place // 5]) >> place % 5 & 1) for place in range(15)]
    if any(capital and not letter.isalpha() for letter, capital in zip(letters, capitals, strict=True)):
        return letters
    return "".join(
        letter.upper() if capital else letter.lower() for letter, capital in zip(letters, capitals, strict=True)
    )


def is_true(text: str) -> bool:
    """Whether a checkbox is ticked; blank and anything unknown is not."""
    return text.strip().lower() in _TRUE


@lru_cache(1 << 14)
def instant(text: str, day_first: bool = False) -> datetime | None:
    """An instant in UTC; one without a zone is UTC, a day alone is its noon. Raises `BadValueError`."""
    text = text.strip()
    if not text:
        return None
    try:
        moment = _moment(text, day_first)
    except (ValueError, OverflowError) as error:
        raise BadValueError("It is not a date or time that we can read.") from error
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    if not 1900 <= aware.year <= 2200:
        raise BadValueError("The year is out of all proportion.")
    return aware.replace(microsecond=0)


def day(text: str, day_first: bool = False) -> date | None:
    """A day, of an instant its day in UTC. Raises `BadValueError`."""
    moment = instant(text, day_first)
    return moment.date() if moment else None


def activity_instant(text: str, day_first: bool = False) -> datetime | None:
    """When an activity was: a day without a time, or at midnight as connectors write it, is told as noon UTC."""
    moment = instant(text, day_first)
    if moment and moment.time() == time(0):
        return moment.replace(hour=12)
    return moment


def _moment(text: str, day_first: bool) -> datetime:
    if _EPOCH_MILLISECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text) / 1000, UTC)
    slashed = _SLASHED.fullmatch(text)
    if slashed:
        return _slashed(slashed, day_first or "." in text[:3])
    zoned = _ZONE.sub("+00:00", text)
    if ":" in zoned:
        zoned = _SHORT_ZONE.sub(lambda zone: f"{zone[1]}:{zone[2] or '00'}", zoned)
    try:
        moment = datetime.fromisoformat(zoned.replace("/", "-"))
    except ValueError:
        return _in_words(text)
    return moment if len(text) > 10 else datetime.combine(moment.date(), NOON)


def _in_words(text: str) -> datetime:
    for pattern in ("%d-%b-%Y", "%d %b %Y", "%b %d, %Y", "%d-%B-%Y", "%d %B %Y", "%B %d, %Y"):
        try:
            return datetime.combine(datetime.strptime(text, pattern).date(), NOON)  # noqa: DTZ007 -- a day alone
        except ValueError as error:
            unread = error
    raise unread


def _slashed(found: re.Match[str], day_first: bool) -> datetime:
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    year += 2000 if year < 100 else 0
    month, number = (second, first) if day_first else (first, second)
    if found[4] is None:
        return datetime.combine(date(year, month, number), NOON)
    hour = int(found[4])
    if found[7]:
        hour = hour % 12 + (12 if found[7][0] in "Pp" else 0)
    return datetime(year, month, number, hour, int(found[5]), int(found[6] or 0))  # noqa: DTZ001 -- caller adds the zone


def says_day_first(text: str) -> bool:
    """Whether a date can only be read as day/month/year."""
    slashed = _SLASHED.fullmatch(text.strip())
    return bool(slashed) and int(slashed[1]) > 12 if slashed else False


def number(text: str) -> Decimal | None:
    """A decimal number, with thousands separated or not. Raises `BadValueError`, also where digits were lost."""
    text = re.sub(r"[\s\u00a0\u202f']|^[A-Z]{3}(?=[\s\d-])|[$€£¥]", "", text.strip())
    if not text:
        return None
    if re.fullmatch(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+", text):
        raise BadValueError("It is in scientific notation: a spreadsheet has cut digits off.")
    negative = text.startswith("(") and text.endswith(")")
    try:
        value = Decimal(_with_point(text.strip("()")))
    except InvalidOperation as error:
        raise BadValueError("It is not a number.") from error
    if not value.is_finite():
        raise BadValueError("It is not a number.")
    return -value if negative else value


def _with_point(text: str) -> str:
    """Commas and points sorted out: the last one of two kinds is the decimal sign."""
    comma, point = text.rfind(","), text.rfind(".")
    if comma > point >= 0 or (comma >= 0 and point < 0 and not re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+", text)):
        return text.replace(".", "").replace(",", ".")
    if point >= 0 and text.count(".") > 1:
        return text.replace(".", "")
    return text.replace(",", "")


def cents(text: str) -> int | None:
    """Money in hundredths, rounded half to even. Raises `BadValueError`."""
    value = number(text)
    if value is None:
        return None
    hundredths = int((value * 100).to_integral_value())
    if abs(hundredths) > MOST_CENTS:
        raise BadValueError("The amount is out of all proportion.")
    return hundredths


def currency(text: str) -> str | None:
    """A currency's code. Raises `BadValueError`."""
    code = text.strip().upper()
    if code and not re.fullmatch(r"[A-Z]{3}", code):
        raise BadValueError("It is not a currency code of three letters.")
    return code or None


def whole(text: str) -> int | None:
    """A whole number. Raises `BadValueError`."""
    value = number(text)
    if value is None:
        return None
    if value != value.to_integral_value() or abs(value) > MOST_CENTS:
        raise BadValueError("It is not a whole number.")
    return int(value)


def email(text: str) -> str | None:
    """An e-mail address in lower case. Raises `BadValueError`."""
    text = text.strip().lower().removeprefix("mailto:")
    if not text:
        return None
    if not _EMAIL.fullmatch(text):
        raise BadValueError("It is not an e-mail address.")
    return text


def domain(text: str) -> str | None:
    """The internet domain of a website's address; None where there is none, or one that many share."""
    found = _HOST.match(text.strip())
    host = found[1].lower().rstrip(".").removeprefix("www.") if found else ""
    is_own = len(host) <= 253 and _DOMAIN.fullmatch(host) and host not in _SHARED_HOSTS
    return host if is_own else None


def first_given(row: Mapping[str, str], *columns: str) -> str:
    """The first value that is not blank among `columns`, or nothing."""
    for column in columns:
        value = row.get(column, "").strip()
        if value:
            return value
    return ""
