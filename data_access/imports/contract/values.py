"""A file's text to a value of the table: exactly as the contract says, and refused with the reason otherwise."""

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import available_timezones

from sqlalchemy import Enum, SmallInteger

from data_access.imports.bad_value import BadValueError
from data_access.imports.contract.spec import FileColumn, Form

_MONEY = re.compile(r"-?\d{1,16}(?:\.\d{1,2})?")
_RATE = re.compile(r"\d{1,9}(?:\.\d{1,8})?")
_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]00:00:00(?:\.0+)?")
_FLAGS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
_LOWERED = {"email", "domain", "address"}


def value_of(column: FileColumn, text: str) -> object:
    """The value that `text` stands for, None where it is blank; raises `BadValueError`."""
    if not text.strip():
        return None if column.target.nullable else _default(column)
    return _READERS[column.form](column, text if column.form is Form.TEXT else text.strip())


def _default(column: FileColumn) -> object:
    given = column.target.server_default
    if given is None:
        raise BadValueError("It must not be empty.")
    said = str(getattr(given, "arg", ""))
    if said == "CURRENT_TIMESTAMP":
        return datetime.now(UTC).replace(microsecond=0)
    return _READERS[column.form](column, said)


def _text(column: FileColumn, text: str) -> str:
    name = column.target.name
    if name in _LOWERED:
        return text.strip().lower()
    if name == "time_zone" and text not in available_timezones():
        raise BadValueError("It is not the IANA name of a time zone, such as Europe/Berlin.")
    return text


def _word(column: FileColumn, text: str) -> object:
    kind = column.target.type
    if not isinstance(kind, Enum) or kind.enum_class is None:
        raise TypeError(column.name)
    try:
        return kind.enum_class(text.lower())
    except ValueError as error:
        raise BadValueError(f"It is none of {', '.join(kind.enums)}.") from error


def _whole(column: FileColumn, text: str) -> int:
    most = 32_767 if isinstance(column.target.type, SmallInteger) else 9_223_372_036_854_775_807
    if not re.fullmatch(r"[+-]?\d{1,19}", text) or abs(int(text)) > most:
        raise BadValueError(f"It is not a whole number up to {most:,}.")
    return int(text)


def _decimal(_column: FileColumn, text: str) -> float:
    try:
        number = float(text)
    except ValueError as error:
        raise BadValueError("It is not a decimal number, written as 12.5.") from error
    if not math.isfinite(number):
        raise BadValueError("It is not a number.")
    return number


def _money(_column: FileColumn, text: str) -> int:
    if not _MONEY.fullmatch(text):
        raise BadValueError("It is not an amount written as 1234.50: digits, a point, at most two decimals.")
    return int(Decimal(text) * 100)


def _rate(_column: FileColumn, text: str) -> int:
    if not _RATE.fullmatch(text):
        raise BadValueError("It is not a rate written as 1.08650000: at most eight decimals.")
    return int(Decimal(text) * 100_000_000)


def _flag(_column: FileColumn, text: str) -> bool:
    if text.lower() not in _FLAGS:
        raise BadValueError("It is neither true nor false.")
    return _FLAGS[text.lower()]


def _day(_column: FileColumn, text: str) -> date:
    alone = _MIDNIGHT.fullmatch(text)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", alone[1] if alone else text):
        raise BadValueError("It is not a date written as YYYY-MM-DD.")
    try:
        return date.fromisoformat(alone[1] if alone else text)
    except ValueError as error:
        raise BadValueError("There is no such day.") from error


def _instant(_column: FileColumn, text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadValueError("It is not an instant written as 2026-01-31T14:05:00+01:00.") from error
    if moment.tzinfo is None:
        raise BadValueError("It has no offset, so that the instant is not known: add Z for UTC, or one such as +02:00.")
    return moment.astimezone(UTC).replace(microsecond=0)


def _currency(_column: FileColumn, text: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", text):
        raise BadValueError("It is not a currency code of three capitals, such as EUR.")
    return text


_READERS: dict[Form, Callable[[FileColumn, str], object]] = {
    Form.TEXT: _text,
    Form.WORD: _word,
    Form.WHOLE: _whole,
    Form.DECIMAL: _decimal,
    Form.MONEY: _money,
    Form.RATE: _rate,
    Form.FLAG: _flag,
    Form.DAY: _day,
    Form.INSTANT: _instant,
    Form.CURRENCY: _currency,
}
