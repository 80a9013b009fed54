"""What a person does on a page: open, wait until it is still, take a picture."""

from pathlib import Path

from playwright.sync_api import Page, ViewportSize, expect

VIEWPORT: ViewportSize = {"width": 1440, "height": 900}
LOCALE = "en-GB"
TIME_ZONE = "UTC"
PATIENCE_MS = 30_000
"""How long a test waits for what should come at once: a busy machine is no failure."""
PICTURES = Path(__file__).parent / "pictures"

STILL = '[data-testid="stApp"][data-test-script-state="notRunning"]'
MAIN = '[data-testid="stMain"]'
LOADING = '[data-testid="stSkeleton"], [data-testid="stSpinner"]'
CHART = '[data-testid="stPlotlyChart"]'
PAINTED_CHART = f"{CHART} .js-plotly-plot .main-svg"
PERSON_MENU = ".st-key-person_menu button"
STATE = '[class*="st-key-state_"]'
"""What stands in the place of content: nothing yet, nothing that matches, an error (components/states.py)."""
TALLEST = 6000


def visit(page: Page, url: str) -> None:
    """Open an address, and wait until the page is still."""
    page.goto(url)
    settle(page)


def sign_in(page: Page, role: str) -> None:
    """Choose the demo person of a role, by the button that names it; the screen asked for before follows."""
    page.get_by_role("button", name=role).click()
    arrive(page)


def arrive(page: Page) -> None:
    """Wait until the screen is there that somebody who is signed in has asked for."""
    expect(page.locator(PERSON_MENU).first).to_be_visible()
    settle(page)


def forget_stored(page: Page, host: str) -> None:
    """Forget what pages of a host have stored in this page's window, but for cookies; what is cached may stay."""
    session = page.context.new_cdp_session(page)
    session.send(
        "Storage.clearDataForOrigin",
        {"origin": f"http://{host}", "storageTypes": "local_storage,indexeddb,cache_storage,service_workers"},
    )
    session.detach()


def settle(page: Page) -> None:
    """Wait until the script has run, nothing is loading and every chart is painted."""
    expect(page.locator(STILL)).to_be_visible()
    expect(page.locator(LOADING)).to_have_count(0)
    page.wait_for_function(
        "([chart, painted]) => document.querySelectorAll(chart).length <= "
        "new Set([...document.querySelectorAll(painted)].map(svg => svg.closest(chart))).size",
        arg=[CHART, PAINTED_CHART],
    )


def chart(page: Page, key: str) -> None:
    """Fail unless the chart with this key is painted, with at least one mark of data in it."""
    expect(page.locator(f".st-key-{key} .js-plotly-plot .main-svg").first).to_be_visible()
    marks = page.locator(f".st-key-{key} .js-plotly-plot").locator(".trace, .slice, .gl-canvas, .point")
    expect(marks.first).to_be_attached()


def photograph(page: Page, name: str, whole: bool = True) -> Path:
    """Write pictures/NAME.png, of the whole page however long, or of what fits the window; its path."""
    PICTURES.mkdir(exist_ok=True)
    if whole:
        # Streamlit scrolls inside the window, so that only a window as tall as the page shows all of it
        height = page.locator(MAIN).evaluate("main => main.scrollHeight")
        page.set_viewport_size({"width": VIEWPORT["width"], "height": max(VIEWPORT["height"], min(height, TALLEST))})
        settle(page)
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path, animations="disabled")
    if whole:
        page.set_viewport_size(VIEWPORT)
    return path
