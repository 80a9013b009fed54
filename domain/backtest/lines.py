"""A backtest as lines of text, for a terminal."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from domain.backtest.document import BacktestReport
from domain.backtest.evaluation import Backtest, Called
from domain.backtest.given import given_line
from domain.backtest.judgement import Judgement
from domain.backtest.measures import Confusion
from domain.backtest.verdict import RIVAL_NAMES

_EPOCH = date(1970, 1, 1)
_WIDTH = 26
_MISSING = "–"


def report_lines(report: BacktestReport) -> list[str]:
    """The whole report; the sentence first."""
    found = report.found
    lines = [
        found.verdict,
        "",
        f"Outcomes within {found.horizon_days} days, from {report.outcomes_from}.",
        *([given_line(report.given, found.score.outcomes)] if report.given else []),
        f"Looked at from {report.as_of:%d %b %Y}; model {report.model}; {found.score.n:,} samples of customers.",
        "",
        _row("", ("AUC", "from", "to", "Brier", "ECE", "lift 10%", "samples", "outcomes")),
        _judgement("the score", found.score),
        *(_judgement(RIVAL_NAMES[name], rival) for name, rival in found.baselines.items()),
    ]
    for title, groups in (("By tier", found.by_tier), ("By segment", found.by_segment)):
        if groups:
            lines += ["", title, *(_judgement(name, one) for name, one in groups.items())]
    return lines + list(_calls(found)) + list(_calibration(found)) + list(_moments(found))


def _calls(found: Backtest) -> Iterator[str]:
    head = _row("", ("called", "came", "precision", "recall", "AUC", "outcomes"))
    yield from ("", f"Called below a bound, within {found.horizon_days} days", head)
    for bound in found.by_bound:
        yield _confusion(f"score below {bound.below:.0f}", bound.confusion, found.score)
    yield from ("", "Called at risk, other horizons", head)
    yield from (_called(one) for one in found.horizons)
    told = found.warnings
    days = "" if told.median_days is None else f", half of them for {told.median_days:.0f} days or longer"
    yield from ("", f"Of {told.outcomes} accounts with an outcome, {told.warned} were at risk at the end{days}.")


def _called(one: Called) -> str:
    return _confusion(f"{one.horizon_days} days", one.confusion, one.score)


def _calibration(found: Backtest) -> Iterator[str]:
    if found.calibration:
        yield from ("", "Calibration", _row("", ("told", "came", "samples")))
        for place, one in enumerate(found.calibration, start=1):
            yield _row(f"group {place}", (f"{one.told:.3f}", f"{one.came:.3f}", f"{one.samples:,}"))


def _moments(found: Backtest) -> Iterator[str]:
    if found.moments:
        yield from ("", "Day by day", _row("", ("samples", "came", "rate", "told")))
        for one in found.moments:
            told = _MISSING if one.told is None else f"{one.told:.3f}"
            day = f"{_EPOCH + timedelta(days=one.day):%d %b %Y}"
            yield _row(day, (f"{one.n:,}", f"{one.came:,}", f"{one.came / one.n:.3f}", told))


def _judgement(name: str, one: Judgement) -> str:
    figures = (_three(one.auc), _three(one.auc_low), _three(one.auc_high), _three(one.brier), _three(one.ece))
    lift = _MISSING if one.lift_10 is None else f"{one.lift_10:.1f}"
    return _row(name, (*figures, lift, f"{one.n:,}", f"{one.outcomes:,}"))


def _confusion(name: str, one: Confusion, score: Judgement) -> str:
    called = one.called_and_came + one.called_in_vain
    counts = (f"{called:,}", f"{one.called_and_came:,}")
    return _row(name, (*counts, _three(one.precision), _three(one.recall), _three(score.auc), f"{score.outcomes:,}"))


def _three(value: float | None) -> str:
    return _MISSING if value is None else f"{value:.3f}"


def _row(name: str, cells: Iterable[str]) -> str:
    return f"{name:{_WIDTH}}" + "".join(f"{cell:>10}" for cell in cells)
