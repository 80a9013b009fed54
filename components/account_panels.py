"""Channels, balance and timing of an account: each a sentence, a small picture, its norm, and what it rests on."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from components import format as fmt
from components import markup
from components.chart import chart
from components.figures.small_panels import balance_figure, channel_service_figure, hours_figure, hours_text
from components.figures.timeline import lane_name
from domain.account_balance import DAYS as BALANCE_DAYS
from domain.account_balance import LEAST as LEAST_TOUCHES
from domain.account_balance import Balance
from domain.channel_service import DAYS as SERVICE_DAYS
from domain.channel_service import LEAST as LEAST_ANSWERS
from domain.channel_service import ChannelService, coldest, slowest
from domain.timing import EVEN, HOURS, LEAST, WEEKDAYS, Advice, Hours
from domain.vocabulary import Tier


def channel_panel(found: Sequence[ChannelService], as_of: date) -> None:
    """Draw how fast each channel is answered against its norm; in words only where too little is known."""
    title = channel_sentence(found)
    answers = sum(one.answers for one in found)
    reading = f"Median answer against the channel's norm; {fmt.plural(answers, 'answer')} in {SERVICE_DAYS} days"
    if not any(one.ratio is not None for one in found):
        _only_words(title, reading)
        return
    chart(
        channel_service_figure(found), key="chart_channels", title=title, reading=reading, as_of=as_of, alt=title,
        table=lambda: channel_frame(found),
    )  # fmt: skip


def balance_panel(told: Balance, tier: Tier | None, as_of: date) -> None:
    """Draw people against machines, what we begin, and how much at all, against the norms."""
    title = balance_sentence(told, tier)
    of_tier = tier.value if tier else "no"
    number = fmt.plural(told.touches, "touch", "touches")
    reading = f"{number} in {BALANCE_DAYS} days; in shares each counts half every 90 days; norm of {of_tier} tier"
    if told.touches < LEAST_TOUCHES:
        _only_words(title, reading)
        return
    chart(
        balance_figure(told), key="chart_balance", title=title, reading=reading, as_of=as_of, alt=title,
        table=lambda: balance_frame(told),
    )  # fmt: skip


def timing_panel(told: Hours, advice: Sequence[Advice], as_of: date) -> None:
    """Draw when they write, and below it for which topic it is a good time."""
    title = timing_sentence(told)
    number = fmt.plural(told.number, "message")
    reading = f"{number} of theirs in a year, their time; evenly, each part had {fmt.percent(EVEN)}"
    if told.number < LEAST:
        _only_words(title, reading)
    else:
        chart(
            hours_figure(told), key="chart_timing", title=title, reading=reading, as_of=as_of, alt=title,
            table=lambda: hours_frame(told),
        )  # fmt: skip
    with st.container(gap=None, key="timing_advice"):
        for one in advice:
            sign = (
                ":green[●] now" if one.is_good else ":gray[○] wait" if one.topic != "corrective" else ":gray[○] no need"
            )
            st.markdown(f"**{one.topic.value.capitalize()}** {sign} :gray[{markup.markdown(one.reason)}]")


def channel_sentence(found: Sequence[ChannelService]) -> str:
    """`Chat is answered in 9 h, its norm is 4 h; the tone there is colder than elsewhere`."""
    told = [one for one in found if one.ratio is not None]
    if not told:
        return f"Too few answers of ours to say how fast they are: fewer than {LEAST_ANSWERS} in any channel"
    slow, cold = slowest(list(found)), coldest(list(found))
    if slow is None:
        said = (
            "Every channel is answered within its norm"
            if len(told) > 1
            else f"{lane_name(told[0].channel)} keeps its norm"
        )
    else:
        norm = hours_text(slow.norm_hours)
        said = f"{lane_name(slow.channel)} is answered in {hours_text(slow.median_hours)}, its norm is {norm}"
    return f"{said}; the tone is coldest by {lane_name(cold.channel).lower()}" if cold else said


def balance_sentence(told: Balance, tier: Tier | None) -> str:
    """`62% of touches are by people; we begin 31% of ours, the norm is 50%`."""
    if told.touches < LEAST_TOUCHES:
        return f"Too few touches to tell a balance: {told.touches} in {BALANCE_DAYS} days"
    kind = f"{tier.value} accounts get" if tier else "accounts without a tier get"
    much = f"{told.weekly:.1f} weighted touches a week, {kind} {told.weekly_norm:.1f}"
    if told.human is not None and told.human < told.human_norm:
        norm = fmt.percent(told.human_norm)
        return f"Only {fmt.percent(told.human)} of touches are by people, the norm is {norm}; {much}"
    if told.proactive is not None and told.proactive < told.proactive_norm:
        norm = fmt.percent(told.proactive_norm)
        return f"We begin {fmt.percent(told.proactive)} of what we say, the norm is {norm}; {much}"
    return f"People lead, and we begin enough; {much}"


def timing_sentence(told: Hours) -> str:
    """`They write most on Tuesdays, 10 to 13 h: 24% of 80 messages`."""
    if told.number < LEAST:
        return f"Too few messages of theirs to tell their hours: {told.number} in a year"
    if told.best is None:
        return "They write at all hours: no part of the week stands out"
    day, part, share = told.best
    first, end = HOURS[part]
    of_all = f"{fmt.percent(share)} of {fmt.count(told.number)} messages"
    return f"They write most on {WEEKDAYS[day]}, {first} to {end} h: {of_all}"


def channel_frame(found: Sequence[ChannelService]) -> pd.DataFrame:
    """The channels as a table, those with too few answers too."""
    return pd.DataFrame(
        {
            "Channel": [lane_name(one.channel) for one in found],
            "Answers": [one.answers for one in found],
            "Median (hours)": [one.median_hours for one in found],
            "Norm (hours)": [one.norm_hours for one in found],
            "Within the norm": [fmt.percent(one.within) for one in found],
            "Tones known": [one.tones for one in found],
            "Tone": [one.tone for one in found],
        }
    )


def balance_frame(told: Balance) -> pd.DataFrame:
    """The balance as a table."""
    return pd.DataFrame(
        {
            "What": ["By people", "Begun by us", "Weighted touches a week"],
            "Here": [fmt.percent(told.human), fmt.percent(told.proactive), f"{told.weekly:.1f}"],
            "Norm": [fmt.percent(told.human_norm), fmt.percent(told.proactive_norm), f"{told.weekly_norm:.1f}"],
            "Rests on": [told.touches, told.begun, told.touches],
        }
    )


def hours_frame(told: Hours) -> pd.DataFrame:
    """The parts of the week as a table."""
    return pd.DataFrame(
        [
            {
                "Day": WEEKDAYS[day],
                "From": HOURS[part][0],
                "To": HOURS[part][1],
                "Messages": int(told.counts[day, part]),
            }
            for day in range(len(WEEKDAYS))
            for part in range(len(HOURS))
        ]
    )


def _only_words(title: str, reading: str) -> None:
    with st.container(gap=None):
        st.subheader(markup.markdown(title), anchor=False)
        st.caption(markup.markdown(reading))
