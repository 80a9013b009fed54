"""The read models: computed from the records by these functions, and by nothing else."""

from data_access.refresh.run import Refreshed, refresh, refresh_account
from data_access.refresh.stale import is_stale

__all__ = ["Refreshed", "is_stale", "refresh", "refresh_account"]
