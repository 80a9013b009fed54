"""One backtest from end to end: outcomes, samples, judgement; kept, so that a page can show it at once."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from data_access.backtest.outcome_file import read_outcomes
from data_access.backtest.outcomes import RECORDS, recorded_outcomes
from data_access.backtest.samples import Progress, gather_samples
from data_access.backtest.span import became_known, span
from data_access.model_versions import read_versions
from data_access.models import BacktestRun
from data_access.session import maintaining, reading
from domain.backtest.document import BacktestReport, to_json
from domain.backtest.evaluation import evaluate
from domain.backtest.given import given, silence
from domain.backtest.unscored import unscored
from domain.errors import NexusError
from domain.grid import WEEKS
from domain.model_versions import in_force
from domain.policy import POLICY, Policy
from domain.viewer import Viewer
from domain.vocabulary import Role

HORIZON_DAYS = 90
SEED = 1
_EPOCH = date(1970, 1, 1)
_WEEKS_AT_MOST = 2 * WEEKS
"""Of history that is sampled: four years, where there are that many."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to try: outcomes within so many days, from the records or from a file of account and date."""

    horizon_days: int = HORIZON_DAYS
    outcomes: Path | None = None
    as_of: date | None = None


def run_backtest(
    order: Order | None = None, progress: Progress | None = None, policy: Policy | None = None
) -> BacktestReport:
    """Judge the policy's scores over all accounts as `judge` does, keep the result, and return it."""
    report = judge(order or Order(), progress, policy)
    _keep(report)
    return report


def judge(order: Order, progress: Progress | None = None, policy: Policy | None = None) -> BacktestReport:
    """Judge the policy's scores over all accounts, as it would be judged had it been in force all along.

    Without a policy that is the one in force today.

    It looks from the end of the last day, until `as_of`, of which anything is on record. A file of outcomes is taken to
    be complete until then, or until `as_of`, where that is given: a date out of place moves nothing. Reads as somebody
    who sees every account, as the result names none.
    """
    if order.horizon_days < 1:
        raise NexusError("The horizon must be one day or more.")
    today = datetime.now(UTC).date()
    viewer = Viewer(0, "backtest", Role.ADMINISTRATOR, today)
    with reading(viewer) as session:
        outcomes = read_outcomes(order.outcomes, session) if order.outcomes else recorded_outcomes(session)
        first, last = span(session, order.as_of or today)
        policy = policy or _in_force(session, order.as_of or today)
        known = became_known(session)
    if order.outcomes and order.as_of:
        last = min(order.as_of, today)
    last_day = (last - _EPOCH).days
    weeks = min(max((last - first).days // 7 + 1, WEEKS), _WEEKS_AT_MOST)
    samples = gather_samples(viewer, outcomes, last, weeks, policy, progress)
    found = evaluate(samples, order.horizon_days, last_day, SEED)
    where = "in the file" if order.outcomes else "on record"
    missing = unscored(samples, order.horizon_days, last_day, policy.least_completeness, known, where)
    file = given(outcomes, (first - _EPOCH).days, last_day) if order.outcomes else None
    words = (missing or found.verdict, silence(file, order.horizon_days) if file else "")
    return BacktestReport(
        ran_at=datetime.now(UTC).replace(microsecond=0),
        as_of=last,
        model=policy.name,
        outcomes_from=order.outcomes.name if order.outcomes else RECORDS,
        found=replace(found, verdict=" ".join(one for one in words if one)),
        given=file,
    )


def _in_force(session: Session, day: date) -> Policy:
    versions = read_versions(session)
    return in_force(versions, day).policy if versions else POLICY


def _keep(report: BacktestReport) -> None:
    with maintaining() as session:
        session.add(
            BacktestRun(
                ran_at=report.ran_at,
                as_of_on=report.as_of,
                horizon_days=report.found.horizon_days,
                outcomes_from=report.outcomes_from,
                result=json.dumps(to_json(report), sort_keys=True),
            )
        )
