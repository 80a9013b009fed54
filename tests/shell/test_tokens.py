"""Sessions and tickets: what is signed, for how long, and how often it is good."""

import time
from pathlib import Path

import pytest

from shell import tokens
from shell.tokens import SESSION_SECONDS, SessionToken, Ticket, open_session, redeem_ticket, seal_session, seal_ticket


def now() -> int:
    return int(time.time())


def test_a_sealed_session_opens_as_it_was() -> None:
    session = SessionToken(7, now())
    assert open_session(seal_session(session)) == session


@pytest.mark.parametrize("text", [None, "", "x", "WzEsMV0.AAAA", "1.2.3", "\u00e9"])
def test_what_we_did_not_sign_is_no_session(text: str | None) -> None:
    assert open_session(text) is None


def test_a_session_sealed_with_another_secret_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    text = seal_session(SessionToken(7, now()))
    monkeypatch.setenv("NEXUS_SECRET", "another secret")
    assert open_session(text) is None


def test_a_session_ends_after_a_working_day() -> None:
    assert open_session(seal_session(SessionToken(7, now() - SESSION_SECONDS + 5))) is not None
    assert open_session(seal_session(SessionToken(7, now() - SESSION_SECONDS))) is None


def test_a_session_from_the_future_is_refused() -> None:
    assert open_session(seal_session(SessionToken(7, now() + 60))) is None


def test_a_ticket_is_good_once() -> None:
    ticket = Ticket(SessionToken(7, now()), "/accounts?tier=key", by_way_of="/auth/login")
    text = seal_ticket("session/start", ticket)
    assert redeem_ticket("session/start", text) == ticket
    assert redeem_ticket("session/start", text) is None


def test_a_ticket_is_good_for_its_purpose_only() -> None:
    text = seal_ticket("session/end", Ticket(SessionToken(7, now()), "/"))
    assert redeem_ticket("session/start", text) is None


def test_a_session_cookie_is_no_ticket_and_a_ticket_no_session() -> None:
    assert redeem_ticket("session", seal_session(SessionToken(7, now()))) is None
    assert open_session(seal_ticket("session", Ticket(SessionToken(7, now()), "/"))) is None


def test_a_late_ticket_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    text = seal_ticket("session/start", Ticket(SessionToken(7, now()), "/"))
    later = time.time() + tokens.TICKET_SECONDS + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert redeem_ticket("session/start", text) is None


def test_without_a_secret_in_the_environment_one_is_made_that_only_we_can_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("NEXUS_SECRET")
    monkeypatch.setattr(tokens, "_SECRET_FILE", tmp_path / "var" / "secret")
    text = seal_session(SessionToken(7, now()))
    assert open_session(text) is not None
    kept = tmp_path / "var" / "secret"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert len(kept.read_text()) > 40
    assert [file.name for file in kept.parent.iterdir()] == ["secret"]


def test_the_secret_that_another_process_made_first_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("NEXUS_SECRET")
    monkeypatch.setattr(tokens, "_SECRET_FILE", tmp_path / "secret")
    (tmp_path / "secret").write_text("made by another")
    assert tokens._secret() == "made by another"
