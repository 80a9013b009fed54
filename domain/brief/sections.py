"""The sections of a context brief, each a rule over what is known."""

from datetime import date, timedelta
from typing import Any

import pandas as pd

from domain.account import CHANGE_WEEKS
from domain.bands import NOTICEABLE_POINTS
from domain.brief.lines import Known, Line, Section, ago, counted, ended, on, whose
from domain.evidence import Kind
from domain.occurrence import Lane, Sign
from domain.shadow import without_words
from domain.timeline import NEGATIVE, POSITIVE
from domain.vocabulary import Direction, Severity, Stance, Topic

RECENT_DAYS = 30
MOST = 5
"""Lines of one section: a brief is one screen."""
_WAYS = {Direction.INBOUND: "they wrote", Direction.OUTBOUND: "we wrote", Direction.MUTUAL: "we spoke about"}
_STANCE_ORDER = (Stance.CHAMPION, Stance.BLOCKER, Stance.SCEPTIC, Stance.SUPPORTER, Stance.NEUTRAL, None)
_BAD_FIRST = (Sign.BAD, Sign.OVERDUE, Sign.LATE, Sign.GOOD, Sign.OPEN, Sign.PLAIN)


def who_they_are(known: Known) -> Section:
    """What they are to us, how healthy, and until when."""
    a = known.account
    tier = f"{a.tier.value.capitalize()} account" if a.tier else "Account without a tier"
    parts = ", ".join(part for part in (a.industry, a.region) if part)
    where = f" in {parts}" if parts else ""
    since = f", customer since {a.customer_since_on.year}" if a.customer_since_on else ""
    owner = f"; {a.owner_name} owns it" if a.owner_name else "; nobody owns it"
    lines = [Line(f"{tier}{where}{since}{owner}.", tab="overview")]
    lines.append(Line(f"ARR {known.arr}{_contract(known)}.", tab="commercials"))
    lines.append(Line(_health(known), tab="health"))
    return Section("Who they are to us", tuple(lines), "")


def last_exchanges(known: Known) -> Section:
    """The last exchange between people on each topic, the newest first; what was never spoken of is said too."""
    happened = between_people(known.touches)
    spoken = happened[happened["topic"].notna()].drop_duplicates("topic", keep="last").iloc[::-1]
    lines = []
    for number, when, topic, way, subject, tone in zip(
        *(spoken[name] for name in ("id", "occurred_at", "topic", "direction", "subject", "sentiment")), strict=True
    ):
        said = f"{_WAYS[Direction(way)]} “{subject}”" if isinstance(subject, str) else "without a subject"
        day = when.date()
        text = f"{str(topic).capitalize()}: {on(day)}, {ago(day, known.as_of)}, {said}{tone_words(tone)}."
        lines.append(Line(text, record=(Kind.TOUCH, int(number))))
    silent = [topic.value for topic in Topic if topic not in set(spoken["topic"])]
    if lines and silent:
        lines.append(Line(f"Never spoken of on record: {', '.join(silent)}."))
    return Section("Last exchange by topic", tuple(lines), "No exchange between people is on record.")


def open_promises(known: Known) -> Section:
    """Promises not settled yet, ours first, the longest overdue first."""
    rows = known.promises[known.promises["state"].isin(["overdue", "open"])]
    rows = rows.sort_values(["is_ours", "due_on", "id"], ascending=[False, True, True])
    lines = []
    for number, promise, ours, department, due in _columns(rows, "id", "promise", "is_ours", "department", "due_on"):
        late = (known.as_of - due).days
        when = (
            f"due {on(due)}, {counted(late, 'day')} overdue" if late > 0 else f"due {on(due)}, {ago(due, known.as_of)}"
        )
        lines.append(
            Line(f"{whose(department, ours)} promised “{promise}”, {when}.", record=(Kind.PROMISE, int(number)))
        )
    return Section("Open promises", _most(lines, "promise"), "Nothing promised is open, on either side.")


def open_issues(known: Known) -> Section:
    """Issues that are open, the worst and oldest first."""
    rows = known.issues[known.issues["is_open"]].sort_values(["severity", "opened_at", "id"])
    lines = []
    for number, title, severity, opened, promised in _columns(
        rows, "id", "title", "severity", "opened_at", "promised_on"
    ):
        days = max((known.as_of - opened.date()).days, 0)
        until = f"; resolution promised for {on(promised)}" if isinstance(promised, date) else ""
        text = f"{severity.upper()} “{title}”, open for {counted(days, 'day')}{until}."
        lines.append(Line(text, record=(Kind.ISSUE, int(number))))
    return Section("Open issues", _most(lines, "issue"), "No issue is open.")


def sale_promises(known: Known) -> Section:
    """What was promised at the sale, and whether it holds: what is broken or overdue first."""
    order = {"broken": 0, "overdue": 1, "late": 2, "open": 3, "kept": 4}
    rows = known.promises[known.promises["origin"] == "sale"]
    rows = rows.assign(_order=rows["state"].map(order)).sort_values(["_order", "due_on", "id"])
    words = {"late": "kept late", "open": "still open", "overdue": "overdue"}
    lines = [
        Line(f"“{promise}”: {words.get(state, state)}, due {on(due)}.", record=(Kind.PROMISE, int(number)))
        for number, promise, state, due in _columns(rows, "id", "promise", "state", "due_on")
    ]
    return Section("Promised at the sale", _most(lines, "promise"), "No promise of the sale is on record.")


def people(known: Known) -> Section:
    """Whom we know: those for and against us first, by influence; who left is said."""
    told = sorted(
        known.people, key=lambda one: (_STANCE_ORDER.index(one.stance), -one.likely_influence, one.contact_id)
    )
    here = [one for one in told if not one.has_left(known.as_of)]
    lines = []
    for one in here[:MOST]:
        role = one.buying_role.value.replace("_", " ") if one.buying_role else one.title
        last = known.last_contact.get(one.contact_id)
        contact = f"last contact {ago(last, known.as_of)}" if last else "no contact on record"
        parts = (one.stance.value if one.stance else "stance not known", role, contact)
        lines.append(Line(f"{one.name}: {', '.join(part for part in parts if part)}.", tab="people"))
    if len(here) > MOST:
        lines.append(Line(f"And {len(here) - MOST} more.", tab="people"))
    return Section("People", tuple(lines), "Nobody is known here yet.")


def changes(known: Known) -> Section:
    """What changed in the last 30 days, what is bad first."""
    since = known.as_of - timedelta(days=RECENT_DAYS)
    lines = []
    change = known.account.score_change
    if change is not None and abs(change) >= NOTICEABLE_POINTS:
        way = "fell" if change < 0 else "rose"
        points = counted(round(abs(change)), "point")
        lines.append(Line(f"Health {way} by {points} in {CHANGE_WEEKS} weeks.", tab="health"))
    lines += [
        Line(f"{one.name} left on {on(one.left_on)}.", tab="people")
        for one in known.people
        if one.left_on is not None and since < one.left_on <= known.as_of
    ]
    recent = [one for one in known.occurrences if since < one.on <= known.as_of and one.lane is not Lane.INVOICES]
    for one in sorted(recent, key=lambda one: (_BAD_FIRST.index(one.sign), -one.on.toordinal(), one.id)):
        what = "Issue opened: " if one.kind is Kind.ISSUE else ""
        word = f", {one.word}" if one.word else ""
        lines.append(Line(ended(f"{on(one.on)}: {what}{one.label}{word}"), record=(one.kind, one.id)))
    return Section("Changed in 30 days", _most(lines, "change"), "Nothing on record changed.")


def between_people(touches: pd.DataFrame) -> pd.DataFrame:
    """The touches that happened and that a person took part in."""
    return touches[~touches["is_automated"].astype(bool) & ~touches["is_planned"].astype(bool)]


def tone_words(sentiment: float) -> str:
    """`, in a good tone`; empty for an even or unknown one."""
    return ", in a good tone" if sentiment >= POSITIVE else ", in a bad tone" if sentiment <= NEGATIVE else ""


def severe(known: Known) -> pd.DataFrame:
    """Open issues of the two worst severities, the worst and oldest first."""
    rows = known.issues[known.issues["is_open"] & known.issues["severity"].isin([Severity.S1, Severity.S2])]
    return rows.sort_values(["severity", "opened_at", "id"])


def _contract(known: Known) -> str:
    a, found = known.account, []
    if a.renewal_on is not None:
        found.append(f"contract ends {on(a.renewal_on)}")
    if a.notice_on is not None:
        found.append(f"notice until {on(a.notice_on)}, {ago(a.notice_on, known.as_of)}")
    return f"; {'; '.join(found)}" if found else "; no contract end known"


def _health(known: Known) -> str:
    a = known.account
    if a.score is None:
        return "Health is not known: too little is on record."
    words = without_words(a.score, a.score_without_issues, known.shadows)
    without = f"; {int(a.score_without_issues or 0)} without {words}" if words else ""
    return f"Health {int(a.score)}, {a.band.value.replace('_', ' ')}{without}."


def _most(lines: list[Line], what: str) -> tuple[Line, ...]:
    if len(lines) <= MOST:
        return tuple(lines)
    return (*lines[:MOST], Line(f"And {counted(len(lines) - MOST, f'more {what}')}."))


def _columns(frame: pd.DataFrame, *names: str) -> Any:
    return zip(*(frame[name] for name in names), strict=True)
