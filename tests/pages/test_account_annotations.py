"""Annotations on the page: written below the timeline, shown to the next viewer, changed by their author."""

from domain.vocabulary import Role
from tests.builders import make_account, make_touchpoint
from tests.pages.test_account import HOSTILE, OpenPage, shown, staffed

__all__ = ["staffed"]


def test_a_note_is_written_and_the_next_viewer_reads_it(staffed: int, open_page: OpenPage) -> None:
    account = make_account(owner_id=staffed)
    make_touchpoint(account)
    app = open_page("account", role=Role.ACCOUNT_MANAGER, account=str(account), tab="timeline")
    app.text_area(key="new_timeline_text").set_value(HOSTILE)
    app.button(key="new_timeline_save").click().run()
    assert not app.exception
    next_viewer = open_page("account", account=str(account), tab="timeline")
    assert "مجموعة" in shown(next_viewer)
    assert "<b>" not in shown(next_viewer).replace("\\<b\\>", "")
    assert not next_viewer.get("text_area")


def test_an_empty_note_is_refused_in_words(staffed: int, open_page: OpenPage) -> None:
    account = make_account(owner_id=staffed)
    make_touchpoint(account)
    app = open_page("account", role=Role.ACCOUNT_MANAGER, account=str(account), tab="timeline")
    app.button(key="new_timeline_save").click().run()
    assert "There is nothing written yet" in shown(app)
