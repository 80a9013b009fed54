"""The promise ledger in words and bars."""

import pytest

from components.figures import kit
from components.figures.promise_bars import promise_bars_figure, rate_text
from components.promise_ledger import ledger_sentence, sale_sentence, tally_frame
from domain.promises import Tally

MANY, FEW = Tally(kept=30, late=5, broken=3, overdue=2, open=4), Tally(kept=2, broken=1)


@pytest.mark.parametrize(
    ("tallies", "sentence"),
    [
        ([], "No promise of ours has come due"),
        ([("sales", Tally(open=2))], "No promise of ours has come due"),
        ([("sales", FEW)], "We kept 2 of 3 promises on time: too few to tell a rate"),
        ([("sales", MANY)], "We kept 75% of 40 promises on time"),
        (
            [("account_management", Tally(kept=1, broken=9)), ("sales", MANY)],
            "We kept 62% of 50 promises on time; the lowest is account management with 10% of 10",
        ),
    ],
)
def test_the_ledger_is_said_in_a_sentence(tallies: list[tuple[str, Tally]], sentence: str) -> None:
    assert ledger_sentence(tallies).replace("\xa0", " ") == sentence


def test_the_sale_is_said_beside_the_service() -> None:
    assert sale_sentence(Tally(), MANY) == "No promise of the sale is on record."
    assert sale_sentence(Tally(open=2), MANY).replace("\xa0", " ") == "2 promises of the sale, none due yet."
    told = sale_sentence(FEW, MANY)
    assert told == "Promised at the sale: 2 of 3 on time; 1 broken or overdue; of those made since, 75% of 40 on time."


def test_the_bars_are_known_to_plotly_and_told_as_a_table() -> None:
    for tallies in ([], [("sales", MANY), ("account_management", FEW)]):
        kit.checked(promise_bars_figure(tallies))
        assert len(tally_frame(tallies)) == len(tallies)
    assert rate_text(Tally()) == "none due yet"
