"""The app as Streamlit's AppTest runs it, without a browser."""

from functools import cache
from pathlib import Path

from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest

APP = Path(__file__).resolve().parent.parent / "app.py"


def new_app(patience_seconds: float) -> AppTest:
    """The app, opened anew by a person whom nobody knows yet; a run may take this long."""
    app = AppTest.from_file(str(APP), default_timeout=patience_seconds)
    app._bidi_component_manager = _components_of_packages()
    return app


@cache
def _components_of_packages() -> BidiComponentManager:
    """What AppTest by itself looks for in every installed package, anew for each app: a quarter of a page's cost.

    A server does it once, when it starts.
    """
    components = BidiComponentManager()
    components.discover_and_register_components(start_file_watching=False)
    return components
