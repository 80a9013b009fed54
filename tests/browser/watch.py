"""What must not happen on a page, noted during a visit: errors, failed answers, requests elsewhere."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response

# A deep link asks for these two under the page's own path first (streamlit#7074); nothing else may fail.
DEEP_LINK_404 = re.compile(r"/[a-z_]+/_stcore/(?:health|host-config)$")
LOCAL_SCHEMES = {"data", "blob", "about"}
# Streamlit's own box, and ours for an error that nobody expected (components/states.py)
EXCEPTION_BOX = '[data-testid="stException"], .st-key-state_failure'
LOGGED_ERROR = re.compile(r"\b(?:ERROR|CRITICAL|Traceback)\b")


@dataclass
class Watch:
    """Notes every problem of one page; `host` is the only one that it may talk to."""

    host: str
    problems: list[str] = field(default_factory=list)

    def attach(self, page: Page) -> None:
        """Begin to watch."""
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.problems.append(f"page error: {error}"))
        page.on("request", self._on_request)
        page.on("requestfailed", self._on_failed)
        page.on("response", self._on_response)

    def look(self, page: Page) -> None:
        """Note the exception boxes that stand on the page now."""
        if not page.is_closed():
            self.problems += [f"exception box: {box.inner_text()}" for box in page.locator(EXCEPTION_BOX).all()]

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not DEEP_LINK_404.search(message.location.get("url", "")):
            self.problems.append(f"console error: {message.text} ({message.location.get('url')})")

    def _on_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in LOCAL_SCHEMES and address.netloc != self.host:
            self.problems.append(f"request to another host: {request.url}")

    def _on_failed(self, request: Request) -> None:
        # an aborted request is one that the page itself left behind, by going elsewhere
        if "ERR_ABORTED" not in (request.failure or ""):
            self.problems.append(f"request failed: {request.url}: {request.failure}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400 and not (response.status == 404 and DEEP_LINK_404.search(response.url)):
            self.problems.append(f"answer {response.status}: {response.url}")


class LogWatch:
    """Notes the errors that a server writes into its log from now on, whoever's page they were on."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._read = log.stat().st_size

    def problems(self) -> list[str]:
        """What was written since, if there is an error in it; nothing otherwise."""
        written = self._log.read_bytes()[self._read :].decode(errors="replace")
        return [f"the server logged: {written}"] if LOGGED_ERROR.search(written) else []
