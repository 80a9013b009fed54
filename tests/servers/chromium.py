"""The Chromium that browser tests drive: the system's own, installed with apt-get where we may."""

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")

# No call home: on a closed network each such call is an error, on an open one a request to another host.
LAUNCH_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
)

HOW_TO_INSTALL = """\
The browser tests need Chromium or Google Chrome, and found none on the PATH.
On Debian or Ubuntu: sudo apt-get install chromium
Elsewhere: install Chromium and set NEXUS_TEST_CHROMIUM to its program."""


class ChromiumMissingError(RuntimeError):
    """No browser is here, and we may not install one."""


def find_chromium() -> Path | None:
    """The browser's program: NEXUS_TEST_CHROMIUM if set, else the first known name on the PATH."""
    named = os.environ.get("NEXUS_TEST_CHROMIUM")
    for name in (named,) if named else NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    return None


def ensure_chromium() -> Path:
    """The browser's program, installed first if it is missing and we are root on Debian."""
    found = find_chromium()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        _apt_get("update", "-qq")
        _apt_get("install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation")
        found = find_chromium()
    if found is None:
        raise ChromiumMissingError(HOW_TO_INSTALL)
    return found


def _apt_get(*arguments: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "-o", "DPkg::Lock::Timeout=300", *arguments]
    finished = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if finished.returncode != 0:
        raise ChromiumMissingError(f"{HOW_TO_INSTALL}\napt-get {arguments[0]} said:\n{finished.stderr}")
