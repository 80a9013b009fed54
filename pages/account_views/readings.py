"""The readings of every indicator, as the overview and the health tab show them."""

from components import account_overview as parts
from components.account_overview import section
from data_access.queries.account import health_history
from data_access.queries.model_versions import model_on
from domain.account import AccountHeader
from domain.scoring import model_indicators
from domain.viewer import Viewer
from domain.weights import weights_of


def show_readings(viewer: Viewer, account: AccountHeader, *, with_definitions: bool = False) -> None:
    """Draw each indicator's reading, the most expensive first."""
    known = health_history(viewer, account.account_id).readings
    latest = {str(name): float(value) for name, value in known.iloc[-1].dropna().items()} if len(known) else {}
    policy = model_on(viewer)
    weights = weights_of(policy, account.tier)
    rules = [rule for rule in model_indicators(policy) if weights.get(rule.key, 0.0) > 0]
    if not latest and account.score is None:
        parts.no_readings(rules)
        return
    section("What the score is made of", parts.score_note(account, latest, weights))
    parts.readings_table(
        latest, rules, weights, key="table_readings", with_definitions=with_definitions,
        has_score=account.score is not None,
    )  # fmt: skip
