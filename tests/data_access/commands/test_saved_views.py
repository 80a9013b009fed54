"""Saved filters: a person's own, on both databases, whatever their role."""

import pytest

from data_access.commands.saved_views import forget_filters, save_filters
from data_access.queries.saved_views import saved_filters
from domain.errors import AlreadyDone, NexusError, NotFound
from domain.viewer import Viewer
from domain.vocabulary import Role
from tests.builders import DAY, make_user, make_workspace


def person(name: str, role: Role) -> Viewer:
    return Viewer(make_user(name=name, role=role), name, role, DAY)


def test_filters_are_kept_replaced_and_let_go_by_their_owner_alone(database: str) -> None:
    make_workspace(demo_day=DAY)
    eva, ada = person("Eva", Role.EXECUTIVE), person("Ada", Role.ACCOUNT_MANAGER)
    save_filters(eva, "op 1", "portfolio", " My book ", "tier=Key")
    save_filters(eva, "op 2", "portfolio", "My book", "tier=Key&band=At+risk")
    (mine,) = saved_filters(eva, "portfolio")
    assert (mine.name, mine.query) == ("My book", "tier=Key&band=At+risk")
    assert saved_filters(ada, "portfolio") == saved_filters(eva, "elsewhere") == []
    with pytest.raises(NotFound):
        forget_filters(ada, "op 3", mine.id)
    forget_filters(eva, "op 4", mine.id)
    assert saved_filters(eva, "portfolio") == []


def test_a_name_is_needed_and_the_same_click_counts_once(database: str) -> None:
    make_workspace(demo_day=DAY)
    eva = person("Eva", Role.EXECUTIVE)
    with pytest.raises(NexusError):
        save_filters(eva, "op 1", "portfolio", "  ", "tier=Key")
    save_filters(eva, "op 2", "portfolio", "Mine", "tier=Key")
    with pytest.raises(AlreadyDone):
        save_filters(eva, "op 2", "portfolio", "Mine", "tier=Key")
    assert len(saved_filters(eva, "portfolio")) == 1
