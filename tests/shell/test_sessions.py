"""When a session is good, on both databases."""

import time

import pytest

from data_access.queries.people import person_and_company
from domain.errors import Misconfigured, Unavailable
from domain.vocabulary import Role
from shell.sessions import begin_session, check_session, end_session, proven_session, require_demo
from shell.tokens import Proof, SessionToken
from tests.shell.conftest import change_user, change_workspace, instant
from tests.shell.meridian import ANA


def session_of(user_id: int = ANA, age: int = 0, proof: Proof = Proof.DEMO) -> SessionToken:
    return SessionToken(user_id, int(time.time()) - age, proof)


def test_a_session_of_an_active_person_is_good(staff: str) -> None:
    who = check_session(session_of())
    assert who is not None
    assert (who.person.name, who.person.role, who.person.team) == ("Ana Novak", Role.ACCOUNT_MANAGER, "Northern Europe")
    assert who.company.name == "Meridian"


def test_nobody_is_nobody(staff: str) -> None:
    assert check_session(None) is None
    assert check_session(session_of(user_id=404)) is None


def test_a_person_who_was_made_inactive_is_out_at_once(staff: str) -> None:
    change_user(ANA, is_active=False)
    assert check_session(session_of()) is None


def test_a_new_role_counts_at_once(staff: str) -> None:
    change_user(ANA, role=Role.EXECUTIVE)
    who = check_session(session_of())
    assert who is not None
    assert who.person.role is Role.EXECUTIVE


def test_sessions_begun_before_the_line_are_ended_and_later_ones_not(staff: str) -> None:
    change_user(ANA, sessions_valid_after=instant(time.time() - 60))
    assert check_session(session_of(age=90)) is None
    assert check_session(session_of(age=30)) is not None


def test_a_demo_session_is_worth_nothing_on_a_database_with_real_accounts(staff: str) -> None:
    change_workspace(is_demo=False)
    assert check_session(session_of()) is None
    with pytest.raises(Misconfigured, match="real accounts"):
        require_demo()


def test_a_session_of_a_demo_ends_where_a_company_signs_in(staff: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEXUS_AUTH", "oidc")
    assert check_session(session_of()) is None


@pytest.mark.parametrize("proof", [Proof.PROVIDER, Proof.OPERATOR])
def test_a_proven_session_is_good_on_real_accounts(staff: str, proof: Proof) -> None:
    change_workspace(is_demo=False)
    assert check_session(session_of(proof=proof)) is not None


def test_a_demo_sign_in_needs_data(database: str) -> None:
    with pytest.raises(Misconfigured, match="no data yet"):
        require_demo()


def test_signing_out_ends_every_copy_of_the_session(staff: str) -> None:
    who = check_session(session_of())
    assert who is not None
    end_session(who.session)
    assert check_session(who.session) is None
    assert check_session(session_of(age=5)) is None


def test_a_person_may_sign_in_again_in_the_second_in_which_they_signed_out(staff: str) -> None:
    first = check_session(session_of())
    assert first is not None
    end_session(first.session)
    again = check_session(_begun_anew(first.session.user_id))
    assert again is not None
    end_session(again.session)
    assert check_session(again.session) is None


def _begun_anew(user_id: int) -> SessionToken:
    """A session begun with the person as the database has them now."""
    found = person_and_company(user_id)
    assert found is not None
    return begin_session(found[0])


def test_an_old_proof_of_identity_does_not_undo_a_sign_out(staff: str) -> None:
    who = check_session(session_of())
    assert who is not None
    end_session(who.session)
    assert check_session(proven_session(who.person, time.time() - 30)) is None


def test_a_providers_clock_that_runs_ahead_does_not_lock_anybody_out(staff: str) -> None:
    who = check_session(session_of())
    assert who is not None
    assert check_session(proven_session(who.person, time.time() + 120)) is not None


def test_a_database_without_our_tables_is_said_to_be_away(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unavailable):
        check_session(session_of())
