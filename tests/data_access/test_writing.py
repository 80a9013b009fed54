"""A person's change is told in the audit log and done once; what failed is undone as a whole."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from typing import Any

import pytest
from sqlalchemy import delete, insert, literal, select, text, update

from data_access.models import Account, AccountPlan, Base, HealthPulse, Issue, Touchpoint
from data_access.session import UnscopedStatementError, maintaining
from data_access.writing import WritingSession, row_to_edit, writing
from domain.errors import AlreadyDone, EditedMeanwhile, NexusError, NotFound
from domain.vocabulary import PulseLevel
from tests.changes import count, entries, pulse, write
from tests.company import ADMINISTRATOR, OURS, OWNER, THEIRS, TODAY, viewer


def test_a_change_is_kept_and_told_in_the_audit_log(own_company: str) -> None:
    with writing(viewer(OWNER), "op 1", "set the pulse") as session:
        row = pulse(OURS)
        session.add(row)
        session.flush()
        number = row.id
    (entry,) = entries()
    assert (entry.operation_id, entry.user_id, entry.account_id) == ("op 1", OWNER, OURS)
    assert (entry.action, entry.subject, entry.before) == ("set the pulse", f"health_pulses {number}", None)
    (told,) = json.loads(entry.after or "").items()
    given = {"id": number, "account_id": OURS, "level": "bad", "given_on": "2026-06-30", "note": "No answer"}
    assert told == (entry.subject, told[1] | given)


def test_an_edit_tells_what_was_and_what_is(own_company: str) -> None:
    with writing(viewer(OWNER), "op 1", "rename") as session:
        session.get_one(Account, OURS).name = "First"
        session.flush()
        session.get_one(Account, OURS).name = "Second"
    (entry,) = entries()
    assert json.loads(entry.before or "") == {"accounts 1": {"name": "name 1"}}
    assert json.loads(entry.after or "") == {"accounts 1": {"name": "Second"}}
    assert (entry.account_id, entry.subject) == (OURS, "accounts 1")


def test_a_deletion_tells_what_was_lost(own_company: str) -> None:
    write(OWNER, lambda session: session.delete(session.get_one(HealthPulse, OURS)))
    (entry,) = entries()
    lost = json.loads(entry.before or "")["health_pulses 1"]
    assert (entry.after, lost["account_id"], lost["id"]) == (None, OURS, 1)
    assert count(HealthPulse) == 1


def test_the_same_operation_twice_is_done_once_and_says_so(own_company: str) -> None:
    write(OWNER, lambda session: session.add(pulse(OURS)))
    with pytest.raises(AlreadyDone, match="already"):
        write(OWNER, lambda session: session.add(pulse(OURS)))
    assert (count(HealthPulse), len(entries())) == (3, 1)


def test_the_same_operation_at_the_same_moment_is_done_once(own_company: str) -> None:
    def attempt(_: int) -> bool:
        try:
            write(OWNER, lambda session: session.add(pulse(OURS)))
        except AlreadyDone:
            return False
        return True

    with ThreadPoolExecutor(6) as threads:
        assert sum(threads.map(attempt, range(12))) == 1
    assert (count(HealthPulse), len(entries())) == (3, 1)


def test_an_operation_that_failed_left_nothing_and_may_be_tried_again(own_company: str) -> None:
    def half(session: WritingSession) -> None:
        session.add(pulse(OURS))
        session.flush()
        raise RuntimeError("half-way")

    with pytest.raises(RuntimeError, match="half-way"):
        write(OWNER, half)
    assert (count(HealthPulse), entries()) == (2, [])
    write(OWNER, lambda session: session.add(pulse(OURS)))
    assert (count(HealthPulse), len(entries())) == (3, 1)


def test_an_operation_that_changes_nothing_is_not_told(own_company: str) -> None:
    write(OWNER, lambda session: setattr(session.get_one(Account, OURS), "name", f"name {OURS}"))
    assert entries() == []


def test_an_operation_without_a_number_is_refused(own_company: str) -> None:
    with pytest.raises(NexusError, match="lost its place"):
        write(OWNER, lambda session: session.add(pulse(OURS)), " ")


MANY: dict[str, Any] = {
    "update": update(Account).values(name="x"),
    "delete": delete(Issue),
    "insert": insert(HealthPulse).values(account_id=OURS, level=PulseLevel.BAD, given_on=TODAY),
    "words": text("UPDATE accounts SET name = 'x'"),
    "table": update(Base.metadata.tables["accounts"]).values(name="x"),
}


@pytest.mark.parametrize("statement", MANY)
@pytest.mark.parametrize("person", [OWNER, ADMINISTRATOR])
def test_statements_that_the_log_could_not_tell_of_are_refused(own_company: str, statement: str, person: int) -> None:
    with pytest.raises(UnscopedStatementError):
        write(person, lambda session: session.execute(MANY[statement]))
    with pytest.raises(UnscopedStatementError):
        write(person, lambda session: session.connection().execute(MANY[statement]))


def test_a_command_reads_what_its_viewer_sees(own_company: str) -> None:
    with writing(viewer(OWNER), "op 1", "look") as session:
        assert session.scalars(select(Account.id)).all() == [OURS]
        assert session.get(Touchpoint, THEIRS) is None
        with pytest.raises(UnscopedStatementError):
            session.execute(select(literal(1)).select_from(Account.__table__))


def test_an_edit_holds_the_version_that_the_form_was_drawn_with(own_company: str) -> None:
    def rename(session: WritingSession) -> None:
        row_to_edit(session, AccountPlan, OURS, 1).market_notes = "New"

    write(OWNER, rename)
    with pytest.raises(EditedMeanwhile, match="meantime"):
        write(OWNER, rename, "op 2")
    with maintaining() as session:
        assert session.get_one(AccountPlan, OURS).version == 2
    for number in (THEIRS, 999):
        with pytest.raises(NotFound):
            write(OWNER, partial(row_to_edit, kind=AccountPlan, number=number, version=1), "op 3")


def test_days_and_numbers_stay_readable_in_the_log(own_company: str) -> None:
    write(OWNER, lambda session: session.add(pulse(OURS, given_on=date(2026, 2, 3), note="Ünïcode")))
    after = entries()[0].after or ""
    assert '"2026-02-03"' in after
    assert "Ünïcode" in after
