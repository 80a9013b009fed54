"""A write that this process knows nothing of: another program's, with another driver's connection."""

import subprocess
import sys

_SQLITE = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute(sys.argv[2])
connection.commit()
connection.close()
"""
_POSTGRESQL = """
import psycopg, sys
with psycopg.connect(sys.argv[1]) as connection:
    connection.execute(sys.argv[2])
"""


def write_elsewhere(url: str, statement: str) -> None:
    """Run `statement` on the database at `url` in a process of its own; back when it is committed."""
    program, address = (
        (_SQLITE, url.removeprefix("sqlite:///"))
        if url.startswith("sqlite")
        else (_POSTGRESQL, url.replace("postgresql+psycopg://", "postgresql://"))
    )
    subprocess.run([sys.executable, "-c", program, address, statement], check=True, timeout=60)
