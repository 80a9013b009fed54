"""The screens of the app: one table, read by the navigation, the warm-up and the tests."""

from dataclasses import dataclass
from pathlib import Path

PAGES = Path(__file__).resolve().parent.parent / "pages"


@dataclass(frozen=True, slots=True)
class Screen:
    """A page: its address, its name in the navigation, its file under `pages/`.

    A screen that is not in the menu is reached by a link from another.
    """

    path: str
    title: str
    in_menu: bool = True

    @property
    def file(self) -> Path:
        """The page's script, named as its address is."""
        return PAGES / f"{self.path}.py"


SCREENS = (
    Screen("portfolio", "Portfolio"),
    Screen("accounts", "Accounts"),
    Screen("coverage", "People"),
    Screen("renewals", "Renewals"),
    Screen("growth", "Growth"),
    Screen("voice", "Voice"),
    Screen("service", "Service"),
    Screen("model", "Model"),
    Screen("meeting", "Meeting"),
    Screen("account", "Account", in_menu=False),
    Screen("promises", "Promises", in_menu=False),
)

LANDING = SCREENS[0]
"""Where the bare address leads."""
