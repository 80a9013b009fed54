"""One browser tab without the browser: it speaks Streamlit's websocket protocol and counts what comes back."""

import asyncio
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

TIMEOUT_SECONDS = 120
_FULL = ForwardMsg.ScriptFinishedStatus.Value("FINISHED_SUCCESSFULLY")
_FRAGMENT = ForwardMsg.ScriptFinishedStatus.Value("FINISHED_FRAGMENT_RUN_SUCCESSFULLY")


class PageFailedError(RuntimeError):
    """The page did not run to its end, or drew an exception."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What one run of a page took and sent."""

    seconds: float
    received_bytes: int
    charts: int


@dataclass(frozen=True, slots=True)
class Widget:
    """A widget on the page: its id, kind, options, and the fragment that it runs."""

    id: str
    kind: str
    options: tuple[str, ...]
    fragment: str


class Tab:
    """A tab that is signed in by its session cookie; it keeps the cache of messages that a browser keeps."""

    def __init__(self, address: str, cookie: str) -> None:
        self._address = address
        self._cookie = cookie
        self._socket: ClientConnection | None = None
        self._cache: dict[str, ForwardMsg] = {}
        self._page_hash = ""
        self._query = ""
        self._values: dict[str, WidgetState] = {}
        self.widgets: dict[str, Widget] = {}

    async def open(self) -> None:
        """Connect, as the browser does after loading the index page."""
        xsrf = await asyncio.to_thread(_xsrf_cookie, self._address)
        self._socket = await connect(
            self._address.replace("http://", "ws://") + "/_stcore/stream",
            origin=self._address,  # type: ignore[arg-type]
            subprotocols=["streamlit", xsrf or "none"],  # type: ignore[list-item]
            additional_headers=[("Cookie", f"_streamlit_xsrf={xsrf}; {self._cookie}")],
            compression=None,
            max_size=None,
        )

    async def close(self) -> None:
        """Leave the page."""
        if self._socket:
            await self._socket.close()

    async def load(self, page: str, query: str = "") -> Reply:
        """Ask for a page by its address, as a deep link does."""
        self._query = query
        return await self._run(self._request(page_name=page))

    async def rerun(self) -> Reply:
        """Run the same page once more, nothing changed."""
        return await self._run(self._request())

    async def choose(self, key: str, options: Sequence[str]) -> Reply:
        """Choose these options of the filter with this key, and no others; its own fragment runs."""
        widget = self._filter(key)
        state = WidgetState(id=widget.id)
        state.string_array_value.data.extend(options)
        self._values[widget.id] = state
        return await self._run(self._request(fragment=widget.fragment))

    def options(self, key: str) -> tuple[str, ...]:
        """What the filter with this key offers."""
        return self._filter(key).options

    def _filter(self, key: str) -> Widget:
        widget = next((found for found in self.widgets.values() if found.id.endswith(f"-{key}")), None)
        if widget is None or not widget.options:
            raise PageFailedError(f"no filter {key!r} among {sorted(self.widgets)}")
        return widget

    def _request(self, *, page_name: str = "", fragment: str = "") -> BackMsg:
        message = BackMsg()
        rerun = message.rerun_script
        rerun.query_string = self._query
        rerun.page_script_hash = "" if page_name else self._page_hash
        rerun.page_name = page_name
        rerun.fragment_id = fragment
        rerun.widget_states.widgets.extend(self._values.values())
        rerun.cached_message_hashes.extend(self._cache)
        rerun.context_info.timezone = "UTC"
        rerun.context_info.locale = "en-GB"
        rerun.context_info.color_scheme = "light"
        rerun.context_info.url = f"{self._address}/{page_name}"
        return message

    async def _run(self, request: BackMsg) -> Reply:
        assert self._socket is not None, "open() first"
        started, received, charts = time.perf_counter(), 0, 0
        await self._socket.send(request.SerializeToString())
        async with asyncio.timeout(TIMEOUT_SECONDS):
            while True:
                data = await self._socket.recv()
                assert isinstance(data, bytes)
                received += len(data)
                message = ForwardMsg.FromString(data)
                charts += self._take(message)
                if message.WhichOneof("type") == "script_finished" and message.script_finished in (_FULL, _FRAGMENT):
                    return Reply(time.perf_counter() - started, received, charts)

    def _take(self, message: ForwardMsg) -> int:
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            return self._take(self._cache[message.ref_hash])
        if kind == "new_session":
            self._page_hash = message.new_session.page_script_hash
        elif kind == "navigation":
            self._page_hash = message.navigation.page_script_hash or self._page_hash
        elif kind == "page_info_changed":
            self._query = message.page_info_changed.query_string
        elif kind == "delta":
            if message.metadata.cacheable and message.hash:
                self._cache[message.hash] = message
            return self._take_element(message.delta)
        return 0

    def _take_element(self, delta: Any) -> int:
        if delta.WhichOneof("type") != "new_element":
            return 0
        kind = delta.new_element.WhichOneof("type")
        if not kind:
            return 0
        element: Any = getattr(delta.new_element, kind)
        if kind == "exception":
            raise PageFailedError(f"{element.type}: {element.message}")
        identity = getattr(element, "id", "")
        if isinstance(identity, str) and identity and kind in ("multiselect", "button_group"):
            options = tuple(getattr(option, "content", option) for option in element.options)
            self.widgets[identity] = Widget(identity, kind, options, delta.fragment_id)
        return int(kind == "plotly_chart")


def _xsrf_cookie(address: str) -> str:
    with urllib.request.urlopen(f"{address}/_stcore/health", timeout=TIMEOUT_SECONDS) as answer:
        for header in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = header.split(";", 1)[0].partition("=")
            if name == "_streamlit_xsrf":
                return str(value)
    return ""
