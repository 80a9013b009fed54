"""Every number that the demo is made with, and why. SCORING, section 6, is the specification."""

from dataclasses import dataclass

from domain.vocabulary import Tier


@dataclass(frozen=True, slots=True)
class Size:
    """How large a demo is. `mail` multiplies ordinary correspondence, not the touches that cause anything."""

    accounts: int
    accounts_per_manager: int
    mail: float


SIZES = {
    # A small company: whole seconds to make, and every screen has something to show.
    "s": Size(accounts=200, accounts_per_manager=18, mail=0.85),
    # Larger companies record more, since mailboxes are connected whole: 500 touchpoints an account.
    "m": Size(accounts=10_000, accounts_per_manager=40, mail=7.9),
    "l": Size(accounts=100_000, accounts_per_manager=50, mail=7.9),
}

CHUNK = 200
"""Accounts generated at a time. Part of the result: each chunk has its own seed."""

WEEKS = 104
"""Two years of history: two turns of the season, and a second term for most."""

SILENT = (7,)
"""A customer with whom there was never a touchpoint: every screen must stand it."""
PROSPECTS = (11, 61, 134)
"""No customers yet; the first of them is a mere name, with nobody in it."""
OWNER_CHANGED_SHARE = 0.125

TIERS = (Tier.TACTICAL, Tier.KEY, Tier.STRATEGIC)
TIER_SHARES = (0.78, 0.17, 0.05)
TIER_TOUCHES_A_WEEK = (0.6, 2.0, 5.0)
TIER_PROACTIVE_A_WEEK = (0.13, 0.45, 1.0)
TIER_CONTACTS = (2.0, 5.5, 11.0)
TIER_LOG_ARR = (9.8, 11.6, 12.9)
LOG_ARR_SD = 0.45
TERM_WEEKS = (52, 104, 156)
TERM_SHARES = (0.72, 0.18, 0.10)
NEW_ACCOUNT_SHARE = 0.14
"""Accounts that joined within the history: about as many as leave, so that the book neither melts nor swells."""

# Trust: reverts to the account's own mean. Its standard deviation of .95 over all accounts and weeks is made of a
# lasting part and a moving part.
TRUST_MEAN_SD = 0.6
TRUST_MOVING_SD = 0.74
TRUST_HALF_LIFE_WEEKS = 40.0
PROACTIVE_GAIN = 0.05
ISSUE_LOSS = 0.055
ISSUES_AT_MOST = 4
BROKEN_LOSS = 0.28
CHAMPION_LOSS = 0.30
TIER_USUAL_LOSS = (0.0102, 0.0222, 0.0546)
"""What issues, broken promises and departures take in an ordinary week (measured over size m). Trust is counted from
there: a large account has more of everything and is used to it. Without this, two in five strategic accounts left."""
CHAMPION_HAZARD_A_YEAR = 0.24
CHAMPION_REPLACED_WEEKS = 20.0

ISSUES_A_WEEK = (0.045, 0.11, 0.24)
SEVERITY_SHARES = (0.04, 0.16, 0.45, 0.35)
SEVERITY_LOG_DAYS = (0.9, 1.9, 2.3, 2.6)
"""Log of the median days to resolve, by severity: an S1 in two and a half days, an S4 in two weeks."""
SEVERITY_LOG_SD = 0.8
PROMISES_A_WEEK = (0.05, 0.13, 0.30)
KEEPING_BETA = (14.0, 2.2)
"""Owners differ in how many promises they keep: Beta(14, 2.2), on average 86 in 100."""

# What trust shows in; each has a lasting offset per account, so that no single sign gives the game away.
TRUST_TO_RATE = 0.34
TRUST_TO_LATENCY = -0.38
RATE_OFFSET_SD = 0.35
LATENCY_OFFSET_SD = 0.5
TONE_OFFSET_SD = 0.16
NPS_OFFSET_SD = 1.3
INBOUND_OFFSET_SD = 0.5

# The decision, 5 to 12 weeks before the term ends.
DECISION_WEEKS = (5, 12)
CHURN_INTERCEPT = -3.2
"""SCORING has -3.95 and trust that sinks by .45 over the history; as it does not sink here, this gives the 15%."""
CHURN_TRUST = -2.1
CHURN_ALIGNMENT = -0.55
CHURN_CONTACTS = -0.45
CHURN_OPEN_ISSUES = 0.45
CHURN_CHAMPION_GONE = 0.9
CHURN_PRICE_RISE = 0.6
CHURN_NOISE_SD = 0.25
SHOCK = 0.006
PRICE_RISE_SHARE = 0.3
COOLING = 0.4
"""Activity left after a decision to leave: a trap for whoever judges too late."""

# Times of day of real mail, local: 89 in 100 between 7 and 14 h.
HOUR_WEIGHTS = (
    0.2,
    0.1,
    0.1,
    0.1,
    0.2,
    0.5,
    2.0,
    7,
    13,
    16,
    16,
    14,
    12,
    11,
    3.2,
    1.9,
    1.3,
    0.8,
    0.6,
    0.5,
    0.4,
    0.4,
    0.3,
    0.3,
)
WEEKDAY_WEIGHTS = (0.19, 0.215, 0.21, 0.205, 0.176, 0.002, 0.002)

# Replies: same day or next day; median 0.9 h, 75th percentile 19.6 h, 90th 69 h.
REPLY_SAME_DAY = 0.66
REPLY_LOG_HOURS = (-0.95, 3.3)
REPLY_LOG_SD = (1.5, 0.75)

CURRENCIES = ("EUR", "USD", "GBP", "CHF", "SEK")
RATES_TO_EUR = (1.0, 0.92, 1.17, 1.05, 0.088)
RATE_WEEKLY_SD = 0.006

RECORDED_LATE_SHARE = 0.04
"""Records typed in days later: what a look at an earlier day must not know yet."""

WELCOME = 0.72
"""Share of our attempts that become a touchpoint where trust is ordinary."""
MAIL_STARTERS_A_WEEK = (0.15, 0.52, 1.3)
"""Conversations of every day; with answers, reviews, notices and issues they make the tier's touches a week."""
TRUST_TO_INBOUND = 0.25
TRUST_TO_TONE = 0.17
TONE_SD = 0.26
TONE_KNOWN_SHARE = 0.82
COPIED_SHARE = 0.14
GHOST_SHARE = 0.012
"""Touchpoints in which an address takes part that nobody has entered as a contact."""
