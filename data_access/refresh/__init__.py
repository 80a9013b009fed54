"""From events to the read models."""

from data_access.refresh.run import refresh
from data_access.refresh.stale import is_stale

__all__ = ["is_stale", "refresh"]
