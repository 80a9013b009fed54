"""Revenue and deadlines the slow way: row by row in plain Python, from the tables themselves."""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta

from tests.oracles.portfolio_sql import WEEKS_TOLD, Sql
from tests.oracles.raw import Row

HORIZON = timedelta(days=90)


def _end(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), UTC)


class Deadlines:
    """When contracts of the chosen accounts ended next, as it stood on a day."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql
        chosen = f"JOIN account_current a ON a.account_id = x.account_id WHERE {sql.chosen}"
        self._contracts = sql.raw.rows(f"SELECT x.* FROM contracts x {chosen}")
        self._renewals = sql.raw.rows(f"SELECT x.* FROM renewals x {chosen} AND x.contract_id IS NULL")

    def renewals(self, day: date) -> int:
        """Accounts with ARR whose next contract ended within the horizon."""
        worth = self._arr(day)
        return sum(account in worth for account, (end, _) in self._next(day).items() if near(end, day))

    def at_risk(self, day: date) -> int | None:
        """ARR of accounts with a low score whose contract or notice deadline fell within the horizon."""
        if self._sql.arr(day) is None:
            return None
        ends = self._next(day)
        return sum(
            arr
            for account, (score, arr) in self._arr(day).items()
            if score is not None and score < 40 and account in ends and any(near(one, day) for one in ends[account])
        )

    def _arr(self, day: date) -> dict[int, tuple[float | None, int]]:
        rows = self._sql.raw.rows(f"""
            SELECT h.account_id, h.score, h.arr_cents FROM {WEEKS_TOLD} h
            JOIN account_current a ON a.account_id = h.account_id
            WHERE {self._sql.chosen} AND h.week_on = '{day}' AND h.arr_cents > 0""")
        return {row["account_id"]: (row["score"], row["arr_cents"]) for row in rows}

    def _next(self, day: date) -> dict[int, tuple[date, date | None]]:
        ends: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
        for row in self._contracts:
            if row["recorded_at"] < _end(day) and row["ends_on"] and row["starts_on"] <= day < row["ends_on"]:
                ends[row["account_id"]].append((row["ends_on"], row["notice_on"]))
        for row in self._renewals:
            undecided = row["decided_on"] is None or row["decided_on"] > day
            if row["recorded_at"] < _end(day) and undecided and row["due_on"] > day:
                ends[row["account_id"]].append((row["due_on"], row["notice_on"]))
        return {account: min(found, key=_soonest) for account, found in ends.items()}


def near(day: date | None, today: date) -> bool:
    """Whether a deadline falls within the horizon."""
    return day is not None and today <= day <= today + HORIZON


def _soonest(found: tuple[date, date | None]) -> tuple[date, date]:
    return found[0], found[1] or date.max


class Terms:
    """What the chosen accounts paid."""

    def __init__(self, sql: Sql) -> None:
        rows = sql.raw.rows(f"""
            SELECT t.*, s.currency FROM subscription_terms t JOIN subscriptions s ON s.id = t.subscription_id
            JOIN account_current a ON a.account_id = t.account_id WHERE {sql.chosen}""")
        self._terms: dict[int, list[Row]] = defaultdict(list)
        for row in rows:
            if row["recorded_at"] < _end(sql.day):
                self._terms[row["account_id"]].append(row)
        self._reporting = sql.raw.value("SELECT reporting_currency FROM workspace")
        self._rates = sql.raw.rows("SELECT * FROM exchange_rates ORDER BY starts_on")

    def year_to(self, day: date) -> dict[str, float | None]:
        """NRR, GRR and logo churn of the year up to a day."""
        opening = gained = lost = logos = gone = 0
        before = day.replace(year=day.year - 1)
        for terms in self._terms.values():
            begun, ended = self._held(terms, before), self._held(terms, day)
            if not begun:
                continue
            moved = sum(self._worth(term, term["starts_on"]) for term in terms if before < term["starts_on"] <= day)
            over = [term for term in terms if term["ends_on"] and before < term["ends_on"] <= day]
            moved -= sum(self._worth(term, term["ends_on"]) for term in over)
            opening, logos, gone = opening + begun, logos + 1, gone + (ended == 0)
            gained, lost = gained + max(moved, 0), lost + max(-moved, 0)
        if not opening:
            return {"nrr": None, "grr": None, "logo_churn": None}
        kept = opening - lost
        return {"nrr": (kept + gained) / opening, "grr": kept / opening, "logo_churn": gone / logos}

    def bridge(self, opening_on: date, closing_on: date) -> dict[str, int]:
        """Each part of the way from one day to another; what rates did is what they did to each term while it held."""
        found = dict.fromkeys(("opening", "new", "expansion", "contraction", "churn", "rates", "closing", "lost"), 0)
        for terms in self._terms.values():
            begun, ended = self._held(terms, opening_on), self._held(terms, closing_on)
            moved = 0
            for term in terms:
                starts, ends = term["starts_on"], term["ends_on"] or date.max
                moved += self._worth(term, starts) if opening_on < starts <= closing_on else 0
                moved -= self._worth(term, ends) if opening_on < ends <= closing_on else 0
                first, last = max(starts, opening_on), min(ends, closing_on)
                if first < last or (first == last and ends > closing_on):
                    found["rates"] += self._worth(term, last) - self._worth(term, first)
            found["opening"] += begun
            found["closing"] += ended
            found["lost"] += begun > 0 and ended == 0
            found["expansion" if begun else "new"] += max(moved, 0)
            found["contraction" if ended else "churn"] += max(-moved, 0)
        return found

    def _held(self, terms: list[Row], day: date) -> int:
        held = [term for term in terms if term["starts_on"] <= day and (not term["ends_on"] or term["ends_on"] > day)]
        return sum(self._worth(term, day) for term in held)

    def _worth(self, term: Row, day: date) -> int:
        if term["currency"] == self._reporting:
            return int(term["arr_cents"])
        rates = [rate for rate in self._rates if rate["currency"] == term["currency"]]
        begun = [rate for rate in rates if rate["starts_on"] <= day]
        rate = (begun[-1] if begun else rates[0])["rate_e8"]
        return int((term["arr_cents"] * rate + 50_000_000) // 100_000_000)
