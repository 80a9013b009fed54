"""The Chromium that browser tests drive: the system's own, installed with apt-get where we may."""

import os
import shutil
import subprocess
from pathlib import Path

from playwright._impl._driver import compute_driver_executable

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
    "--js-flags=--no-opt --no-maglev",  # a page of a test ends before its scripts, made faster, earn what that costs
)

HOW_TO_INSTALL = """\
The browser tests need Chromium or Google Chrome, and found none on the PATH.
On Debian or Ubuntu: sudo apt-get install chromium
Elsewhere: install Chromium and set NEXUS_TEST_CHROMIUM to its program."""


DRIVER_LIBRARY = "libatomic1"
"""What Playwright's own program needs beside the C library, and a small Debian lacks."""


class ChromiumMissingError(RuntimeError):
    """No browser is here, or nothing to drive it with, and we may not install it."""


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
    if found is None and _may_install():
        _install("chromium", "fonts-liberation")
        found = find_chromium()
    if found is None:
        raise ChromiumMissingError(HOW_TO_INSTALL)
    return found


def ensure_driver() -> None:
    """Make sure that Playwright's own program starts here."""
    said = _driver_says()
    if said and _may_install():
        _install(DRIVER_LIBRARY)
        said = _driver_says()
    if said:
        raise ChromiumMissingError(
            f"Playwright's driver does not start. On Debian or Ubuntu: sudo apt-get install {DRIVER_LIBRARY}\n{said}"
        )


def _driver_says() -> str:
    """What the driver complains of; nothing when it starts."""
    program, script = compute_driver_executable()
    tried = subprocess.run([program, script, "--version"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    return "" if tried.returncode == 0 else tried.stderr


def _may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install(*packages: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        command = ["apt-get", "-o", "DPkg::Lock::Timeout=300", *arguments]
        tried = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if tried.returncode != 0:
            raise ChromiumMissingError(f"{HOW_TO_INSTALL}\napt-get {arguments[0]} said:\n{tried.stderr}")
