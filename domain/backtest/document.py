"""A backtest as a document: what is kept, what `manage.py backtest --json` prints, and back again."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from domain.backtest.evaluation import Backtest, Called, Moment, Warnings
from domain.backtest.given import Given
from domain.backtest.judgement import Judgement
from domain.backtest.measures import Bound, CalibrationBin, Confusion


@dataclass(frozen=True, slots=True)
class BacktestReport:
    """A backtest with its circumstances; `outcomes_from` says in words where the outcomes come from.

    `given`: what a file of them held; None without a file.
    """

    ran_at: datetime
    as_of: date
    model: str
    outcomes_from: str
    found: Backtest
    given: Given | None = None


def contract_form(found: Backtest) -> dict[str, Any]:
    """The form that stays: score, baselines, horizon and verdict; figures are null where outcomes are too few."""
    return {
        "score": asdict(found.score),
        "baselines": {name: asdict(rival) for name, rival in found.baselines.items()},
        "horizon_days": found.horizon_days,
        "verdict": found.verdict,
    }


def to_json(report: BacktestReport) -> dict[str, Any]:
    """The whole, as plain values."""
    return {
        "ran_at": report.ran_at.isoformat(),
        "as_of": report.as_of.isoformat(),
        "model": report.model,
        "outcomes_from": report.outcomes_from,
        "found": asdict(report.found),
        "given": asdict(report.given) if report.given else None,
    }


def from_json(values: dict[str, Any]) -> BacktestReport:
    """What `to_json` made of it."""
    found = values["found"]
    return BacktestReport(
        ran_at=datetime.fromisoformat(values["ran_at"]),
        as_of=date.fromisoformat(values["as_of"]),
        model=values["model"],
        outcomes_from=values["outcomes_from"],
        found=Backtest(
            horizon_days=found["horizon_days"],
            score=Judgement(**found["score"]),
            baselines=_judgements(found["baselines"]),
            verdict=found["verdict"],
            calibration=tuple(CalibrationBin(**one) for one in found["calibration"]),
            confusion=Confusion(**found["confusion"]),
            by_tier=_judgements(found["by_tier"]),
            by_segment=_judgements(found["by_segment"]),
            horizons=tuple(
                Called(one["horizon_days"], Judgement(**one["score"]), Confusion(**one["confusion"]))
                for one in found["horizons"]
            ),
            moments=tuple(Moment(**one) for one in found["moments"]),
            warnings=Warnings(**found["warnings"]),
            by_bound=tuple(Bound(one["below"], Confusion(**one["confusion"])) for one in found["by_bound"]),
            learned=found["learned"],
        ),
        given=Given(**values["given"]) if values.get("given") else None,
    )


def _judgements(values: dict[str, Any]) -> dict[str, Judgement]:
    return {name: Judgement(**one) for name, one in values.items()}
