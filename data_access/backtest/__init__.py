"""The backtest: samples and outcomes out of the database, judged, and the judgement kept."""

from data_access.backtest.run import Order, run_backtest

__all__ = ["Order", "run_backtest"]
