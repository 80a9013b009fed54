"""How well did the score do, when last somebody asked?"""

import json

from sqlalchemy import select

from data_access.cache import cached
from data_access.models import BacktestRun
from data_access.session import reading
from domain.backtest.document import BacktestReport, from_json
from domain.viewer import Viewer


@cached(entries=8)
def last_backtest(viewer: Viewer) -> BacktestReport | None:
    """The latest backtest that was kept; None where none was ever run.

    It is about the whole book, names no account, and is told to everybody.
    """
    b = BacktestRun
    with reading(viewer) as session:
        result = session.scalar(select(b.result).order_by(b.ran_at.desc(), b.id.desc()).limit(1))
    return None if result is None else from_json(json.loads(result))
