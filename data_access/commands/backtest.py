"""Running the backtest from the model page."""

from data_access.backtest import run_backtest
from domain.backtest.document import BacktestReport
from domain.errors import Denied
from domain.viewer import Viewer
from domain.vocabulary import Role


def judge_again(viewer: Viewer) -> BacktestReport:
    """Judge the score by the records as they are now, and keep the result; for administrators only."""
    if viewer.role is not Role.ADMINISTRATOR:
        raise Denied("backtest to run")
    return run_backtest()
