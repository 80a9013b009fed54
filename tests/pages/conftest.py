"""Pages opened without a browser, as a demo person of a role."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from domain.vocabulary import Role
from tests.app_test import new_app

OpenPage = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def _own_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEXUS_SECRET", "a secret of the tests")


@pytest.fixture
def open_page() -> OpenPage:
    """Opens a screen with these query parameters as the demo person of a role; nothing may have failed."""

    def opened(screen: str, role: Role = Role.EXECUTIVE, **address: str | list[str]) -> AppTest:
        app = new_app(patience_seconds=60)
        app.query_params.update(address)
        app.switch_page(f"pages/{screen}.py").run()
        app.button(key=f"sign_in_{role}").click().run()
        assert not app.exception
        return app

    return opened
