"""The one place where a viewer becomes SQL.

An account manager sees the accounts they own and those on whose team they stand; a team lead also those owned by a
member of their team; executives and administrators see all. Every ORM statement of a viewer's session is narrowed to
that, whether or not its author thought of it; what cannot be narrowed is refused (`data_access.session`).
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, false, or_, select, true
from sqlalchemy.orm import LoaderCriteriaOption, with_loader_criteria

from data_access.models import (
    Account,
    AccountChange,
    AccountTeamMember,
    AuditEntry,
    Contact,
    ImportReject,
    ImportRun,
    Participant,
    RefreshRecent,
    RefreshRecords,
    RefreshState,
    SavedView,
    Stakeholder,
    Touchpoint,
    User,
    Visit,
)
from data_access.models.base import OfAccount
from domain.viewer import Viewer
from domain.vocabulary import Role

# Core tables, so that the criteria below are not narrowed by themselves.
_accounts = Account.__table__
_team = AccountTeamMember.__table__
_users = User.__table__
_stakeholders = Stakeholder.__table__
_touchpoints = Touchpoint.__table__.alias()


def visible_account_ids(viewer: Viewer) -> Select[Any]:
    """The ids of the accounts that `viewer` may see, as a subquery."""
    if viewer.sees_everything:
        return select(_accounts.c.id)
    mine = [
        _accounts.c.owner_id == viewer.user_id,
        _accounts.c.id.in_(select(_team.c.account_id).where(_team.c.user_id == viewer.user_id)),
    ]
    if viewer.role is Role.TEAM_LEAD:
        team = select(_users.c.team_id).where(_users.c.id == viewer.user_id).scalar_subquery()
        mine.append(_accounts.c.owner_id.in_(select(_users.c.id).where(_users.c.team_id == team)))
    return select(_accounts.c.id).where(or_(*mine))


@lru_cache(maxsize=256)
def scope_of(viewer: Viewer) -> tuple[LoaderCriteriaOption, ...]:
    """What narrows every ORM statement of this viewer's session: expressions only, so that it may be kept."""
    # The criteria close over expressions and numbers only: SQLAlchemy keeps a criterion by its code and the shape of
    # what it closes over, and puts the values of the present viewer into it. Never turn that tracking off.
    me = viewer.user_id
    administers = true() if viewer.role is Role.ADMINISTRATOR else false()
    nobody = false()
    own = (
        _rule(SavedView, lambda view: view.user_id == me),
        _rule(Visit, lambda visit: visit.user_id == me),
        _rule(ImportRun, lambda _: administers),
        _rule(ImportReject, lambda _: administers),
        _rule(AccountChange, lambda _: nobody),
        _rule(RefreshRecent, lambda _: nobody),
        _rule(RefreshRecords, lambda _: nobody),
        _rule(RefreshState, lambda _: nobody),
    )
    if viewer.sees_everything:
        return own
    visible = visible_account_ids(viewer)
    people_of_visible = select(_stakeholders.c.contact_id).where(_stakeholders.c.account_id.in_(visible))
    # Not by a list of touchpoints, of which there are many: by the one that each participant took part in.
    on_visible = _touchpoints.c.account_id.in_(visible)
    return (
        *own,
        _rule(OfAccount, lambda row: row.account_id.in_(visible)),
        _rule(Account, lambda account: account.id.in_(visible)),
        _rule(AuditEntry, lambda entry: entry.account_id.in_(visible)),
        _rule(Contact, lambda contact: or_(contact.account_id.in_(visible), contact.id.in_(people_of_visible))),
        _rule(Participant, lambda part: exists().where(part.touchpoint_id == _touchpoints.c.id, on_visible)),
    )


def _rule(entity: type, criterion: Callable[[Any], ColumnElement[bool]]) -> LoaderCriteriaOption:
    return with_loader_criteria(entity, criterion, include_aliases=True)
