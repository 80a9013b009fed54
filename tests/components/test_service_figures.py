"""The figures of the service screen: known to plotly, told in words and numbers; names are never markup."""

import pandas as pd
import pytest

from components import format as fmt
from components.account_commercials import levels_sentence
from components.figures import kit
from components.figures.open_issues import open_issues_figure
from components.figures.share_grid import Block, Share, share_grid_figure
from components.service_sentences import share_text
from domain.open_issues import Age
from domain.sla import Measure, Served

NOTHING = pd.DataFrame({"age": [], "worst": [], "accounts": [], "issues": [], "arr_cents": []}, dtype="int64")


def test_the_grid_is_drawn_with_a_cell_for_each_share() -> None:
    rows = [("Key", {"S1": Share(0.5, "50% of 8", "in 2 h", "First answer, Key, S1")}),
            ("<b>None</b>", {"S2": Share(None, "2 not due", "", "First answer, No tier, S2")})]  # fmt: skip
    drawn = kit.checked(share_grid_figure([Block("First answer", rows)], ("S1", "S2")))
    whole, filled = drawn.data
    assert len(whole.x) == len(filled.x) == 2
    assert list(filled.x) == [0.5 * whole.x[0], 0.0]
    assert [cell[0] for cell in whole.customdata] == ["First answer, Key, S1", "First answer, No tier, S2"]
    assert "&lt;b&gt;None&lt;/b&gt;" in list(drawn.layout.yaxis.ticktext)
    kit.checked(share_grid_figure([], ("S1",)))


@pytest.mark.parametrize("by", ["arr_cents", "accounts"])
def test_open_issues_stand_by_age_and_their_labels_add_up(by: str) -> None:
    parts = pd.DataFrame(
        {"age": [Age.WEEK, Age.WEEK, Age.LONGER], "worst": [0, 3, 1], "accounts": [1, 2, 1], "issues": [3, 2, 1],
         "arr_cents": [500_000_00, 100_000_00, 0]}
    )  # fmt: skip
    drawn = kit.checked(open_issues_figure(parts, "EUR", "arr_cents" if by == "arr_cents" else "accounts"))
    words = [str(note.text).replace("\xa0", " ") for note in drawn.layout.annotations]
    money = ["€600 k · ", "", "", "€0 · "] if by == "arr_cents" else [""] * 4
    assert words == [
        f"{money[0]}3 accounts · 5 issues", "none", "none", f"{money[3]}1 account · 1 issue",
    ]  # fmt: skip
    kit.checked(open_issues_figure(NOTHING, "EUR"))


def test_of_few_both_numbers_are_told() -> None:
    assert (share_text(3, 4), share_text(3, 5), share_text(0, 0)) == ("3 of 4", "60% of 5", "0 of 0")


@pytest.mark.parametrize(
    ("hours", "words"),
    [(0.001, "1 min"), (0.5, "30 min"), (1, "1 h"), (4.53, "4.5 h"), (26, "26 h"), (72, "3 days"), (340, "14.2 days")],
)
def test_hours_are_written_short(hours: float, words: str) -> None:
    assert fmt.hours(hours).replace("\xa0", " ") == words
    assert fmt.hours(None) == fmt.hours(float("nan")) == "–"


def test_an_account_says_how_it_was_served() -> None:
    answered, resolved = Served(3, 1, 0, 0, 4, 2.0), Served(0, 0, 2, 0, 0, None)
    assert levels_sentence(None) == "No issue opened in the last year."
    told = levels_sentence({Measure.FIRST_RESPONSE: answered, Measure.RESOLUTION: resolved}).replace("\xa0", " ")
    assert told == (
        "Of the issues of the last year, 3 of 4 were answered in time (median 2 h); 2 targets not due yet. "
        "In clock hours."
    )
    untold = levels_sentence({Measure.RESOLUTION: Served(0, 0, 0, 2, 2, 30.0)}).replace("\xa0", " ")
    assert untold == (
        "Of the issues of the last year, 2 were resolved (median 30 h). In clock hours. "
        "No target is on record for this tier."
    )
    waits = levels_sentence({Measure.RESOLUTION: resolved}).replace("\xa0", " ")
    assert waits == "Of the issues of the last year, nothing has come due; 2 targets not due yet."
