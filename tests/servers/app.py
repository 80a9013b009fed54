"""The app itself, in a fresh process, as `make run` starts it."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

PROJECT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 60.0
STOP_SECONDS = 10.0


class AppDidNotStartError(RuntimeError):
    """The server ended, or gave no answer in time; the message has what it said."""


@dataclass(frozen=True, slots=True)
class RunningApp:
    """A server that answers, and where it says what it has to say."""

    url: str
    process_id: int
    log: Path

    @property
    def host(self) -> str:
        """Host and port, the only ones that a page may talk to."""
        return self.url.removeprefix("http://")


@contextmanager
def running_app(database_url: str, script: str = "app.py", **environment: str) -> Iterator[RunningApp]:
    """Serve a database on a free port of this machine, until the block ends.

    `environment` adds to, or replaces, variables of this process's environment.
    """
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.headless", "true"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    ours = {"NEXUS_DATABASE_URL": database_url, "NEXUS_AUTH": "demo", "NEXUS_SECRET": "a secret of the tests"}
    variables = {**os.environ, **ours, **environment}
    with tempfile.TemporaryDirectory(prefix="nexus-app-") as folder:
        log = Path(folder) / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                cwd=PROJECT,
                env=variables,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                preexec_fn=end_with_parent,
            )
        app = RunningApp(f"http://127.0.0.1:{port}", process.pid, log)
        try:
            _wait_until_healthy(app, process)
            yield app
        finally:
            _stop(process)


def end_with_parent() -> None:
    """In a new process: end when the process that started it ends, even if that was killed (Linux)."""
    prctl_set_death_signal = 1
    ctypes.CDLL(None).prctl(prctl_set_death_signal, signal.SIGQUIT)


def _wait_until_healthy(app: RunningApp, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _is_healthy(app.url):
        if process.poll() is not None or time.monotonic() > deadline:
            raise AppDidNotStartError(f"{app.url} does not answer. It said:\n{app.log.read_text(errors='replace')}")
        time.sleep(0.1)


def _is_healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
