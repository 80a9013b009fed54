"""The account's plan: goals on their way from start to target, milestones, risks."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from components import format as fmt
from components import markup
from components.account_overview import section
from components.tables import table
from domain.account import Plan


def show_plan(plan: Plan, today: date) -> None:
    """Draw the plan in force."""
    reviewed = f"last reviewed {fmt.from_today(plan.reviewed_on, today)}" if plan.reviewed_on else "never reviewed"
    section(f"Plan {plan.edition}, in {plan.step.value}", reviewed.capitalize())
    notes = (
        ("What they will need", plan.expected_needs),
        ("Their market", plan.market_notes),
        ("Their competitors", plan.competitors),
    )
    for column, (title, text) in zip(st.columns(len(notes), gap="large"), notes, strict=True):
        if text:
            with column, st.container(gap=None):
                st.caption(title)
                st.text(text)
    _goals(plan.goals)
    _milestones(plan.milestones, today)
    _risks(plan.risks)


def share_reached(start: float, current: float, target: float) -> float | None:
    """How far a goal has come from start to target, 0-1; None where the way is not known or has no length."""
    if any(fmt.is_missing(value) for value in (start, current, target)) or start == target:
        return None
    return min(max((current - start) / (target - start), 0.0), 1.0)


def _goals(goals: pd.DataFrame) -> None:
    section("Their goals")
    if goals.empty:
        st.caption("No goal has been agreed yet.")
        return
    ways = zip(goals["start_value"], goals["current_value"], goals["target_value"], strict=True)
    frame = pd.DataFrame(
        {
            "Goal": goals["title"],
            "Reached": [_percent(share_reached(*way)) for way in ways],
            "Start": goals["start_value"],
            "Now": goals["current_value"],
            "Target": goals["target_value"],
            "Unit": goals["unit"],
            "Due": goals["due_on"],
            "Progress": [_words(progress) for progress in goals["progress"]],
        }
    )
    reached = st.column_config.ProgressColumn(min_value=0, max_value=100, format="%d%%")
    _table(frame, "table_goals", "Goals of the account", Reached=reached)


def _milestones(milestones: pd.DataFrame, today: date) -> None:
    section("Milestones")
    if milestones.empty:
        st.caption("No milestone is planned.")
        return
    frame = pd.DataFrame(
        {
            "Milestone": milestones["title"],
            "Due": milestones["due_on"],
            "In days": [
                (due - today).days if fmt.is_missing(done) else None
                for due, done in zip(milestones["due_on"], milestones["done_on"], strict=True)
            ],
            "Done": milestones["done_on"],
            "Owner": milestones["owner"],
            "Progress": [_words(progress) for progress in milestones["progress"]],
        }
    )
    _table(frame, "table_milestones", "Milestones of the plan")


def _risks(risks: pd.DataFrame) -> None:
    if risks.empty:
        return
    section("Risks", "Likelihood and impact from 1 to 5, the heaviest first.")
    frame = pd.DataFrame(
        {
            "Risk": risks["title"],
            "Likelihood": risks["likelihood"],
            "Impact": risks["impact"],
            "What we do about it": risks["mitigation"],
            "Progress": [_words(progress) for progress in risks["progress"]],
        }
    )
    _table(frame, "table_risks", "Risks of the plan")


def _table(frame: pd.DataFrame, key: str, alt: str, **columns: Any) -> None:
    days = {name: st.column_config.DateColumn(format="D MMM YYYY") for name in ("Due", "Done") if name in frame.columns}
    table(frame, key=key, alt=alt, columns={**days, **columns})


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share)


def _words(value: str) -> str:
    return markup.shortened(str(value).replace("_", " ").capitalize(), 40)
