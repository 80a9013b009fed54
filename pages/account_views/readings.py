"""The readings of every indicator, as the overview and the health tab show them."""

from components import account_overview as parts
from components.account_overview import section
from data_access.queries.account import health_history
from domain.account import AccountHeader
from domain.policy import POLICY
from domain.scoring import model_indicators
from domain.viewer import Viewer


def show_readings(viewer: Viewer, account: AccountHeader, *, with_definitions: bool = False) -> None:
    """Draw each indicator's reading, the most expensive first."""
    known = health_history(viewer, account.account_id).readings
    latest = {str(name): float(value) for name, value in known.iloc[-1].dropna().items()} if len(known) else {}
    rules, weights = model_indicators(POLICY), POLICY.weights
    if not latest and account.score is None:
        parts.no_readings(rules)
        return
    section("What the score is made of", parts.score_note(account, latest, weights))
    parts.readings_table(
        latest, rules, weights, key="table_readings", with_definitions=with_definitions,
        has_score=account.score is not None,
    )  # fmt: skip
