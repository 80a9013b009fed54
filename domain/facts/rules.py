"""By which rule each fact is put together, in words from which it can be computed again, and with which numbers.

The definitions page shows them, so that whoever doubts a reading can follow it down to the records. A test compares
the numbers with those that the code reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class FactRule:
    """How a fact is made, and the numbers of the policy that this takes."""

    rule: str
    numbers: tuple[str, ...] = ()


GENERAL: Final = (
    (
        "What counts",
        "A row is the end of a Sunday, or of the present day (UTC). A record counts from the later of when it "
        "happened and when it was recorded, by its own date, and only before the end of the row. Planned "
        "touches never count.",
    ),
    (
        "Ages",
        "d(age, H) = 2^(-age/H), with the age in days, to the second, from when it happened to the end of the row.",
    ),
    (
        "Days without a time",
        "What was done on a day (paid, kept, broken, left, reached, measured, passed on) stands at its last "
        "second. What is due on a day is due once that day is over. What begins on a day (a goal, a stance, a "
        "contract) stands at its first second.",
    ),
    (
        "Outcomes",
        "A resolution and a promise's outcome count from when they were recorded. Tiers, severities, "
        "seniorities, tones, due and deadline days, targets, days on which somebody left, a bill was paid or a "
        "goal was reached carry no such instant: put right later, they are taken as they are now, also for "
        "earlier weeks.",
    ),
    (
        "Score",
        "Sum of weight x reading over the sum of weights, of the readings that are known; completeness is the "
        "share of all weights that they have, and below the least completeness no score is told. At most the "
        "cap while an issue of severity 1 or 2 is open for longer than its days. Without issues: the same with "
        "no shadow and no cap, and never less than the score. An account without a tier is read as tactical.",
    ),
)  # fmt: skip
"""What holds for every fact, and how readings become the score: title and text."""

SCORE_NUMBERS: Final = (
    "least_completeness", "cap_severity_1", "cap_severity_1_days", "cap_severity_2", "cap_severity_2_days",
)  # fmt: skip
"""The numbers that the score takes beside weights and readings."""

_CONTACT = "engagement_half_life_days"
_USE = ("usage_window_weeks", "usage_before_weeks")
_STRENGTH = ("strength_half_life_days", "warm_strength")
_WEEK_OF_USE = (
    "A week on record has the age of the whole weeks from its end to the row's; one that is missing is left "
    "out of the mean, and is not 0."
)  # fmt: skip

FACT_RULES: Final[Mapping[str, FactRule]] = {
    "tier": FactRule("The account's tier today."),
    "touches": FactRule(
        "Over touches: the channel's weight, times the automated share where nobody sent it, times d(age, engagement "
        "half life).",
        (_CONTACT, "channel_weight", "automated_share"),
    ),
    "was_touched": FactRule("Touches ever, by channels that have a weight, each 1.", ("channel_weight",)),
    "inbound": FactRule(
        "Touches by people from them, each d(age, engagement half life); mutual ones are neither.", (_CONTACT,)
    ),
    "outbound": FactRule(
        "Touches by people from us, each d(age, engagement half life); mutual ones are neither.", (_CONTACT,)
    ),
    "human": FactRule("Touches by people, each d(age, engagement half life).", (_CONTACT,)),
    "automated": FactRule("Touches that nobody sent, each d(age, engagement half life).", (_CONTACT,)),
    "proactive": FactRule(
        "Touches by people, from us or mutual, that are marked as proactive, each d(age, engagement half life).",
        (_CONTACT,),
    ),
    "reactive": FactRule(
        "Touches by people, from us or mutual, that are marked as reactive, each d(age, engagement half life).",
        (_CONTACT,),
    ),
    "replies": FactRule(
        "Over our touches by people that answered after h clock hours: 100/(1 + h/reply scale) times d(age, "
        "reply half life).",
        ("reply_half_life_days", "reply_scale_hours"),
    ),
    "replies_n": FactRule("Over the same touches: d(age, reply half life).", ("reply_half_life_days",)),
    "their_replies": FactRule(
        "Over their touches by people that answered after h clock hours: 100/(1 + h/reply scale) times d(age, reply "
        "half life).",
        ("reply_half_life_days", "reply_scale_hours"),
    ),
    "their_replies_n": FactRule("Over the same touches: d(age, reply half life).", ("reply_half_life_days",)),
    "tone": FactRule(
        "Over touches by people whose sentiment is on record: 50 + tone points x sentiment, kept within 0 and "
        "100, times d(age, tone half life).",
        ("tone_half_life_days", "tone_points"),
    ),
    "tone_n": FactRule("Over the same touches: d(age, tone half life).", ("tone_half_life_days",)),
    "qbr_days": FactRule("Days since the latest touch by people that was a business review."),
    "surveys": FactRule(
        "Over answers: NPS x 10, others (x - 1) x 25, times d(age, survey half life).", ("survey_half_life_days",)
    ),
    "surveys_n": FactRule("Over answers: d(age, survey half life).", ("survey_half_life_days",)),
    "warm_contacts": FactRule(
        "People of theirs who have not left, with a tie of the warm strength or more. Each touch between people, "
        "notices aside, in which somebody took part counts k/sqrt(all people in it, whoever they are) x d(age, "
        "strength half life), with k 3 for a meeting, 2 for an event, video or call, else 1: outward from us, "
        "inward from them, half each way where mutual, all of ours as one. Strength: 100 (1 - exp(-tie/6)), "
        "tie = (out + in)/2 + min(out, in). It counts from when the person was on record.",
        _STRENGTH,
    ),
    "people_seen": FactRule("People of theirs, left or not, who ever took part in a touch between people."),
    "top_seniority": FactRule(
        "Seniority points of the highest level among people with a warm tie; the points for nobody reached "
        "where no such level is known. Unknown while no level of anybody is, and while nobody was ever met.",
        (*_STRENGTH, "seniority_points", "nobody_reached_points"),
    ),
    "sponsor_days": FactRule(
        "Days since an executive or vice president who has not left took part in a touch between people."
    ),
    "stance_sum": FactRule(
        "Over people who have not left: stance (champion 2, supporter 1, neutral 0, sceptic -1, blocker -2) x "
        "influence (50 where none is entered, at least 1). A stance holds until a later one of the same person "
        "is known; one that was entered after a later one never holds."
    ),
    "stance_weight": FactRule("Over the same stances: influence."),
    "champions": FactRule("People who have not left and whose stance is champion."),
    "champion_days": FactRule("Fewest days since one of them took part in a touch between people."),
    "champion_gone_days": FactRule("Days since somebody left who was a champion then."),
    "active_users": FactRule(
        "Active users of all products a week: the mean over ages 0 to the window's weeks less one. "
        "" + _WEEK_OF_USE, _USE
    ),
    "active_users_before": FactRule(
        "The same over as many weeks before those as the policy says. " + _WEEK_OF_USE, _USE
    ),
    "seats": FactRule("Seats of all products in the newest week of the window that tells any.", _USE),
    "shadow": FactRule(
        "Over issues: severity points x (1 - d(days since opened, shadow half life)) while open; once the "
        "resolution is known, the height that it had then x d(days since, recovery half life).",
        ("severity_points", "shadow_half_life_days", "recovery_half_life_days"),
    ),
    "oldest_s1_days": FactRule("Days since the oldest open issue of severity 1 was opened."),
    "oldest_s2_days": FactRule("Days since the oldest open issue of severity 2 was opened."),
    "open_issues": FactRule("Issues that are known to be open."),
    "promise_shadow": FactRule(
        "Over our promises overdue: overdue promise points x (1 - d(days since due, shadow half life)) until "
        "the outcome is known, then the height that it had x d(days since, recovery half life); nothing any "
        "more where it turns out to have been kept in time.",
        ("overdue_promise_points", "shadow_half_life_days", "recovery_half_life_days"),
    ),
    "trust_entries": FactRule(
        "Deposits and withdrawals, each x d(age, trust half life). Our promise kept in time: promise kept, or "
        "promise early if a day or more before; kept late: nothing; broken: - loss weight x promise kept. Our "
        "answer within the channel's norm: prompt answer, else - loss weight x prompt answer. Insight or "
        "proposal by people, proactive, from us or mutual: insight. Recognition from either side: recognition. "
        "Sentiment s: warm exchange x s, or loss weight times that where s < 0. A goal reached: goal reached. "
        "Of an automated touch, the automated share.",
        ("trust_half_life_days", "loss_weight", "promise_kept", "promise_early", "prompt_answer", "answer_norm_hours",
         "insight", "recognition", "warm_exchange", "goal_reached", "automated_share"),
    ),
    "goals": FactRule(
        "Goals that have a distance to go or were reached, until they were reached so many days ago.",
        ("goal_remembered_days",),
    ),
    "goals_kept": FactRule(
        "Over them: 1 where reached, else (value - start)/(target - start) of the latest reading over the "
        "share of its term that has passed (at least the least expected; 365 days without a due day), kept "
        "within 0 and 1.",
        ("goal_remembered_days", "goal_least_expected"),
    ),
    "overdue_days": FactRule(
        "Days since the due day of the bill longest overdue was over, 0 without one. One that is paid, nobody "
        "says when, was paid when due; cancelled ones are left out, disputed ones are not."
    ),
    "invoices": FactRule("Bills on record, cancelled ones left out."),
    "price_rise_in_days": FactRule("Days until the next price rise takes effect."),
    "price_rise_days": FactRule("Days since the latest price rise took effect."),
    "notice_days": FactRule("Days since notice was given last."),
    "deadline_in_days": FactRule("Days until the next notice deadline of a contract that has begun."),
    "runway_days": FactRule("Days until the next end of a contract that has begun."),
    "owner_days": FactRule("Days since the account passed to another owner."),
    "records": FactRule("Records of any kind that are known."),
}  # fmt: skip

_BY_CHANNEL = FactRule("Touches by this channel, each d(age, engagement half life).", (_CONTACT,))
_BY_DEPARTMENT = FactRule(
    "Touches by people of this department of ours, each d(age, engagement half life).", (_CONTACT,)
)


def fact_rule(name: str) -> FactRule:
    """The rule of a fact of `Facts`."""
    if name.startswith("channel_"):
        return _BY_CHANNEL
    return _BY_DEPARTMENT if name.startswith("department_") else FACT_RULES[name]
