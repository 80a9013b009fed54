"""The backtest from end to end, on the demo and on what there is before any data."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

import manage
from data_access.backtest import Order, run_backtest
from data_access.backtest.run import judge
from data_access.commands.backtest import judge_again
from data_access.models import Invoice
from data_access.queries.backtest import last_backtest
from domain.errors import Denied, NexusError
from domain.policy import POLICY
from domain.policy_document import policy_to_document
from domain.vocabulary import InvoiceStatus, Role
from tests.builders import DAY, add, at, make_account, make_health_model, make_touchpoint, make_workspace, viewer_for
from tests.conftest import DEMO_DAY

EXECUTIVE = viewer_for(1, Role.EXECUTIVE)
MANAGER = viewer_for(2, Role.ACCOUNT_MANAGER)


def test_the_demo_is_judged_and_the_result_is_kept_for_everybody(own_demo_database: str) -> None:
    assert last_backtest(EXECUTIVE) is None
    report = run_backtest()
    assert report.found.score.outcomes >= 30
    assert report.found.score.auc is not None
    assert DEMO_DAY - timedelta(days=3) <= report.as_of <= DEMO_DAY
    assert max(one.day for one in report.found.moments) + 90 <= (report.as_of - date(1970, 1, 1)).days
    assert last_backtest(EXECUTIVE) == last_backtest(MANAGER) == report


def test_the_model_in_force_is_judged_unless_another_is_named(own_demo_database: str) -> None:
    other = replace(POLICY, name="Contact alone", weights={"engagement_depth": 1.0})
    plain = judge(Order(as_of=DEMO_DAY))
    assert plain.model == POLICY.name
    make_health_model(name=other.name, published_on=DEMO_DAY, policy=json.dumps(policy_to_document(other)))
    published, named = judge(Order(as_of=DEMO_DAY)), judge(Order(as_of=DEMO_DAY), policy=other)
    assert published.model == other.name
    assert published.found == named.found != plain.found
    assert judge(Order(as_of=DEMO_DAY), policy=POLICY).found == plain.found


def test_the_command_prints_the_form_that_stays(one_outcome: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert manage.main(["backtest", "--json", "--outcomes", str(one_outcome), "--horizon-days", "60"]) == 0
    captured = capsys.readouterr()
    told = json.loads(captured.out)
    assert "The file has 1 row of 1 account." in captured.err
    assert set(told) == {"score", "baselines", "horizon_days", "verdict"}
    assert told["horizon_days"] == 60
    assert told["score"]["auc"] is None
    assert told["verdict"].startswith("Too few outcomes to say")
    assert manage.main(["backtest", "--outcomes", str(one_outcome)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Too few outcomes to say: 1 of the 30")
    assert "In judged windows: the outcomes of 1 account." in out


def test_a_date_out_of_place_does_not_move_the_end_of_the_record_and_as_of_does(one_outcome: Path) -> None:
    with one_outcome.open("a", encoding="utf-8") as file:
        file.write(f"Kestrel,{(DAY + timedelta(days=40)).isoformat()}\n")
    plain = judge(Order(outcomes=one_outcome))
    assert plain.as_of == DAY
    assert plain.given is not None
    assert (plain.given.rows, plain.given.later, plain.given.outside) == (2, 1, 1)
    later = judge(Order(outcomes=one_outcome, as_of=DAY + timedelta(days=60)))
    assert later.as_of == DAY + timedelta(days=60)
    assert later.given is not None
    assert later.given.outside == 0


def test_a_file_that_ends_long_before_the_record_is_told_of(one_outcome: Path) -> None:
    words = "100 days before the last day looked at"
    assert words in judge(Order(outcomes=one_outcome)).found.verdict
    assert words not in judge(Order(outcomes=one_outcome, horizon_days=120)).found.verdict
    early = judge(Order(outcomes=one_outcome, as_of=DAY - timedelta(days=60)))
    assert "before the last day looked at" not in early.found.verdict


@pytest.fixture
def forty_outcomes(database: str, tmp_path: Path) -> Path:
    make_workspace()
    file = tmp_path / "outcomes.csv"
    gone_on = (DAY - timedelta(days=150)).isoformat()
    names = [f"Kestrel {number}" for number in range(40)]
    file.write_text("account,date\n" + "".join(f"{name},{gone_on}\n" for name in names), encoding="utf-8")
    for name in names:
        make_account(name=name)
    return file


def test_outcomes_without_scores_before_them_are_not_called_too_few(forty_outcomes: Path) -> None:
    """All records became known today: the import did not say when it was."""
    for number in (1, 2):
        for week in range(0, 60, 3):
            make_touchpoint(number, occurred_at=at(day=DAY - timedelta(weeks=week)), recorded_at=at(0))
    assert judge(Order(outcomes=forty_outcomes)).found.verdict.startswith(
        "Too few known scores to say: 40 outcomes are in the file, but no score was known on any day before them: "
        f"all records became known on {DAY.isoformat()}; give recorded_at."
    )


def test_where_too_little_of_an_account_is_known_for_a_score_the_verdict_says_how_much(forty_outcomes: Path) -> None:
    for number in range(1, 41):
        for week in (10, 40, 60):
            day = DAY - timedelta(weeks=week)
            usual = {"account_id": number, "number": f"{number}-{week}", "amount_cents": 1_00, "currency": "EUR"}
            dates = {"issued_on": day, "due_on": day, "paid_on": day, "recorded_at": at(day=day)}
            add(Invoice(status=InvoiceStatus.PAID, **usual, **dates))
    report = judge(Order(outcomes=forty_outcomes, as_of=DAY))
    told = re.match(
        r"Too few known scores to say: 40 outcomes are in the file, but no score was known on any day before them: "
        r"at most (\d+)% of the weights was known, and a score needs 25%\.",
        report.found.verdict,
    )
    assert told is not None
    assert int(told[1]) < 25
    assert judge(Order(outcomes=forty_outcomes)).as_of == DAY - timedelta(weeks=10), "invoices are on record, too"


def test_a_wrong_file_is_refused_in_words(
    one_outcome: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("account,date\nNobody,2026-01-01\n", encoding="utf-8")
    assert manage.main(["backtest", "--json", "--outcomes", str(wrong)]) == 2
    assert "row 2: no account is called 'Nobody'" in capsys.readouterr().err


@pytest.fixture
def one_outcome(database: str, tmp_path: Path) -> Path:
    """A file of one outcome, of the only account, of which more is on record afterwards."""
    make_workspace()
    account_id = make_account(name="Kestrel")
    for week in range(40):
        instant = DAY - timedelta(weeks=week)
        make_touchpoint(account_id, occurred_at=at(day=instant), recorded_at=at(day=instant))
    file = tmp_path / "outcomes.csv"
    file.write_text(f"account,date\nKestrel,{(DAY - timedelta(days=100)).isoformat()}\n", encoding="utf-8")
    return file


def test_before_any_data_it_says_so(database: str) -> None:
    with pytest.raises(NexusError, match="holds no data yet"):
        run_backtest()
    make_workspace()
    with pytest.raises(NexusError, match="no accounts yet"):
        run_backtest()


def test_a_horizon_of_no_days_is_refused(database: str) -> None:
    with pytest.raises(NexusError, match="one day or more"):
        run_backtest(Order(horizon_days=0))


@pytest.mark.parametrize("role", [Role.ACCOUNT_MANAGER, Role.TEAM_LEAD, Role.EXECUTIVE])
def test_only_an_administrator_may_judge_again(database: str, role: Role) -> None:
    with pytest.raises(Denied):
        judge_again(viewer_for(1, role))
