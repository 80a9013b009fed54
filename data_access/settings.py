"""What the environment says: read once, frozen."""

import os
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
VAR = PROJECT / "var"


class Auth(StrEnum):
    """How people sign in."""

    DEMO = "demo"
    OIDC = "oidc"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of this process."""

    database_url: str
    auth: Auth
    secret: str | None


@cache
def _settings(database_url: str, auth: str, secret: str | None) -> Settings:
    return Settings(database_url=database_url, auth=Auth(auth), secret=secret)


def load_settings() -> Settings:
    """Read the environment: `NEXUS_DATABASE_URL`, `NEXUS_AUTH` (demo or oidc), `NEXUS_SECRET`.

    Raises `ValueError` for an unknown `NEXUS_AUTH`.
    """
    url = os.environ.get("NEXUS_DATABASE_URL") or f"sqlite:///{VAR / 'nexus.db'}"
    return _settings(url, os.environ.get("NEXUS_AUTH", Auth.DEMO), os.environ.get("NEXUS_SECRET"))
