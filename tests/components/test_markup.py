"""What a browser makes of it is tested in tests/browser/test_markup.py; here, what is handed to it."""

import pytest

from components import markup
from tests.hostile import HOSTILE


@pytest.mark.parametrize("text", HOSTILE)
def test_escaping_adds_only_backslashes_and_joiners(text: str) -> None:
    escaped = markup.markdown(text)
    assert escaped.replace("\\", "").replace("\u2060", "") == " ".join(text.replace("\\", "").split(" ")).replace(
        "\n\n", " "
    )


def test_a_line_break_cannot_begin_a_block() -> None:
    assert "\n" not in markup.markdown("a\n\n# b\r\n- c")


def test_no_break_spaces_stay() -> None:
    assert markup.markdown("€1.8\u00a0m") == "€1\\.8\u00a0m"


def test_plotly_labels_hold_no_tag_entity_or_formula() -> None:
    assert markup.plotly('<a href="x">&amp; $x$') == '&lt;a href="x"&gt;&amp;amp; &#36;x&#36;'


def test_long_names_are_cut_with_an_ellipsis() -> None:
    assert markup.shortened("Pacific Rim Freight", 10) == "Pacific R…"
    assert markup.shortened("Kestrel", 10) == "Kestrel"
