"""The watch on a page sees what it is there to see, and lets the two known 404s of a deep link pass."""

from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page

from tests.browser.watch import LogWatch, Watch

PAGES = {
    "/good": "<p>all is well</p>",
    "/console": "<script>console.error('something broke')</script>",
    "/throws": "<script>throw new Error('uncaught')</script>",
    "/missing": "<img src='/nowhere.png'>",
    "/elsewhere": "<img src='http://127.0.0.1:9/pixel.png'>",
    "/box": "<div data-testid='stException'>ValueError: no</div>",
    "/failure": "<div class='st-key-state_failure'>Something failed</div>",
    "/deep": "<script>for (const one of ['health', 'host-config']) fetch(`/accounts/_stcore/${one}`)</script>",
}
Opener = Callable[[str], tuple[Page, Watch]]


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = PAGES.get(self.path, "" if self.path == "/favicon.ico" else None)
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f"<!doctype html><title>x</title>{body or ''}".encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """A little site, each page of which has one thing wrong with it; its host."""
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Site))
    Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()


def _problems(path: str, site: str, watched_page: Opener) -> list[str]:
    page, watch = watched_page(site)
    page.goto(f"http://{site}{path}", wait_until="networkidle")
    watch.look(page)
    return watch.problems


@pytest.mark.parametrize("path", ["/good", "/deep"])
def test_a_page_without_fault_has_no_problems(path: str, site: str, watched_page: Opener) -> None:
    assert _problems(path, site, watched_page) == []


@pytest.mark.parametrize(
    ("path", "noted"),
    [
        ("/console", "console error: something broke"),
        ("/throws", "page error"),
        ("/missing", "answer 404"),
        ("/elsewhere", "request to another host"),
        ("/box", "exception box: ValueError: no"),
        ("/failure", "exception box: Something failed"),
    ],
)
def test_a_fault_is_noted(path: str, noted: str, site: str, watched_page: Opener) -> None:
    assert any(problem.startswith(noted) for problem in _problems(path, site, watched_page))


def test_an_error_in_the_servers_log_is_noted(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("2026-01-01 ERROR nexus: before\n")
    watch = LogWatch(log)
    with log.open("a") as lines:
        lines.write("2026-01-01 INFO nexus: all is well\n")
    assert watch.problems() == []
    with log.open("a") as lines:
        lines.write("2026-01-01 ERROR nexus: Error 12AB34CD, as a person was shown it\n")
    assert "12AB34CD" in watch.problems()[0]
