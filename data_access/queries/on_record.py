"""Which accounts are on record, whether or not anything was computed from them?"""

from sqlalchemy import exists, select

from data_access.cache import cached
from data_access.models import Account
from data_access.session import reading
from domain.viewer import Viewer


@cached(entries=32)
def has_accounts(viewer: Viewer) -> bool:
    """Whether this viewer may see any account, on a screen already or not."""
    with reading(viewer) as session:
        return bool(session.scalar(select(exists(select(Account.id)))))
