"""A preview in words and tables: who changes band, with how much ARR, and how old and new told the past."""

import numpy as np

from components.model_form import numbers_frame, read_form, weights_frame
from components.model_preview import comparison_frame, comparison_sentence, moves_frame, preview_sentence, shifts_frame
from domain.backtest.comparison import Comparison
from domain.backtest.judgement import Judgement
from domain.backtest.measures import Confusion
from domain.model_preview import Customers, Preview, preview
from domain.policy import POLICY
from domain.policy_document import policy_to_document
from domain.policy_edit import weight_lines
from domain.vocabulary import Band, Tier

NAN = float("nan")
WHO = Customers(
    account=[1, 2, 3, 4],
    name=["Kestrel", "Nordhaven", "Øre", "Quiet"],
    tier=[Tier.KEY, None, Tier.STRATEGIC, None],
    owner=["Ada", None, "Bo", None],
    arr_cents=np.array([100_000_00, -1, 300_000_00, 50_000_00], dtype=np.int64),
)
CALLS = Confusion(10, 30, 10, 950)


def moved(before: list[float], after: list[float]) -> Preview:
    return preview(WHO, np.array(before), np.array(after))


def judged(auc: float | None) -> Judgement:
    low, high = (None, None) if auc is None else (auc - 0.1, auc + 0.1)
    return Judgement(auc, low, high, None, None, 2.0, 1000, 40 if auc else 3)


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def test_who_falls_and_who_rises_is_told_with_their_arr() -> None:
    found = moved([82.0, 55.0, 35.0, NAN], [70.0, 65.0, 45.0, 50.0])
    assert plain(preview_sentence(found, "EUR")) == (
        "4 of 4 customers would change band: 1 fall, €100 k; 2 rise, €300 k; 1 become known or unknown"
    )
    assert found.arr_moved == 450_000_00
    assert found.mean_before is not None
    assert round(found.mean_before, 2) == round((82 * 100 + 35 * 300) / 400, 2)
    assert [one.name for one in found.shifts] == ["Øre", "Kestrel", "Quiet", "Nordhaven"]
    assert (found.shifts[0].band_before, found.shifts[0].band_after) == (Band.AT_RISK, Band.WATCH)


def test_where_nobody_moves_it_says_so() -> None:
    found = moved([82.0, 55.0, 35.0, NAN], [81.0, 41.0, 39.0, NAN])
    assert plain(preview_sentence(found, "EUR")) == "None of 4 customers would change band"
    assert found.arr_moved == 0


def test_the_table_has_a_row_for_each_band_that_anybody_is_in_now() -> None:
    frame = moves_frame(moved([82.0, 81.0, 35.0, NAN], [70.0, 85.0, 45.0, NAN]), "EUR")
    assert frame["Now"].tolist() == ["Healthy", "At risk", "Unknown"]
    assert plain(frame["→ Stable"].iloc[0]) == "1 · €100 k"
    assert frame["→ At risk"].tolist() == ["–", "–", "–"]


def test_the_list_shows_both_scores_of_who_moves() -> None:
    frame = shifts_frame(moved([82.0, 55.0, 35.0, NAN], [70.0, 55.0, 35.0, NAN]))
    assert frame["Account"].tolist() == ["Kestrel"]
    assert [[plain(chip)[-2:] for chip in cell] for cell in frame["Health"]] == [["82", "70"]]
    assert frame["ARR"].tolist() == [100_000.0]


def test_old_and_new_are_told_beside_one_another() -> None:
    found = Comparison(judged(0.71), judged(0.74), CALLS, CALLS, 90)
    title, reading = comparison_sentence(found)
    assert title == "The new model ranks past outcomes better than the one in force: AUC 0.74, now 0.71"
    assert "40 accounts with an outcome within 90 days" in plain(reading)
    frame = comparison_frame(found)
    assert frame["Model"].tolist() == ["In force", "New"]
    assert frame["At-risk calls that came"].tolist() == ["25%", "25%"]
    assert "worse than" in comparison_sentence(Comparison(judged(0.74), judged(0.71), CALLS, CALLS, 90))[0]
    assert "as well as" in comparison_sentence(Comparison(judged(0.741), judged(0.742), CALLS, CALLS, 90))[0]


def test_with_too_few_outcomes_neither_is_called_better() -> None:
    found = Comparison(judged(None), judged(None), CALLS, CALLS, 90)
    assert comparison_sentence(found)[0] == "Too few outcomes to say which model tells them better"
    assert comparison_frame(found)["Interval"].tolist() == [None, None]


def test_frames_that_were_not_touched_give_the_model_in_force() -> None:
    policy = read_form(POLICY, POLICY.name, weights_frame(weight_lines(POLICY)), numbers_frame(POLICY))
    assert policy_to_document(policy) == policy_to_document(POLICY)
