"""Measures of a ranking and of a probability, against outcomes that came true or not.

Shapes: all inputs are (samples,); `outcome` is True where it came about; a higher `risk` or `probability` means more
likely. Every measure returns None where it has no meaning (no outcome at all, or nothing but outcomes).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.grid import Floats

Flags = npt.NDArray[np.bool_]

CALIBRATION_BINS = 10


def auc(risk: Floats, outcome: Flags) -> float | None:
    """Chance that a sample with the outcome was ranked above one without; ties count half (Mann-Whitney)."""
    order = np.argsort(risk, kind="stable")
    ordered = risk[order]
    ties = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]][: len(ordered)])
    if not len(ties):
        return None
    came = outcome[order]
    return _auc_of_steps(np.add.reduceat(came.astype(np.float64), ties), np.add.reduceat(1.0 - came, ties))


def _auc_of_steps(with_outcome: Floats, without: Floats) -> float | None:
    """From the numbers of samples with the outcome and without at each distinct risk, lowest first."""
    total = with_outcome.sum() * without.sum()
    if total == 0:
        return None
    below = np.cumsum(without) - without
    return float((with_outcome * (below + without / 2)).sum() / total)


def brier(probability: Floats, outcome: Flags) -> float | None:
    """Mean squared difference between probability and outcome: 0 is perfect (Brier 1950)."""
    return float(np.mean((probability - outcome) ** 2)) if len(outcome) else None


def lift(risk: Floats, outcome: Flags, share: float = 0.1) -> float | None:
    """Rate of outcomes in the riskiest `share` of samples, as a multiple of the overall rate.

    Samples that tie at the edge count with the part of them that fits, so that their order never matters.
    """
    if not outcome.any():
        return None
    count = max(1, round(len(risk) * share))
    edge = np.partition(risk, len(risk) - count)[len(risk) - count]
    above, level = risk > edge, risk == edge
    fits = (count - above.sum()) / level.sum()
    return float((outcome[above].sum() + fits * outcome[level].sum()) / count / outcome.mean())


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Samples of like probability: what was told, what came about, and how many there were."""

    told: float
    came: float
    samples: int


def calibration(probability: Floats, outcome: Flags, bins: int = CALIBRATION_BINS) -> tuple[CalibrationBin, ...]:
    """The samples in at most `bins` groups of about equal size, least likely first; equals stay together."""
    if not len(probability):
        return ()
    _, place, counts = np.unique(probability, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - counts / 2
    group = np.minimum((middle * bins / len(probability)).astype(np.int64), bins - 1)[place]
    return tuple(
        CalibrationBin(float(probability[group == one].mean()), float(outcome[group == one].mean()), int(size))
        for one, size in zip(*np.unique(group, return_counts=True), strict=True)
    )


def calibration_error(groups: tuple[CalibrationBin, ...]) -> float | None:
    """Expected calibration error: mean distance between told and came, weighted by samples."""
    total = sum(group.samples for group in groups)
    return sum(abs(group.told - group.came) * group.samples for group in groups) / total if total else None


@dataclass(frozen=True, slots=True)
class Confusion:
    """Samples called at risk or not, against what came about."""

    called_and_came: int
    called_in_vain: int
    missed: int
    rightly_quiet: int

    @property
    def precision(self) -> float | None:
        """Share of the calls that came about."""
        calls = self.called_and_came + self.called_in_vain
        return self.called_and_came / calls if calls else None

    @property
    def recall(self) -> float | None:
        """Share of the outcomes that were called."""
        came = self.called_and_came + self.missed
        return self.called_and_came / came if came else None


@dataclass(frozen=True, slots=True)
class Bound:
    """What calling everybody below a bound of the score would have met."""

    below: float
    confusion: Confusion


def confusion(called: Flags, outcome: Flags) -> Confusion:
    """Count calls against outcomes."""
    return Confusion(
        called_and_came=int((called & outcome).sum()),
        called_in_vain=int((called & ~outcome).sum()),
        missed=int((~called & outcome).sum()),
        rightly_quiet=int((~called & ~outcome).sum()),
    )
