"""Brand settings: what is left out has a default, what is wrong is told with its line and key."""

from pathlib import Path

import pytest

from components.reports.brand import Brand, read_brand
from components.theme import LIGHT, Slot
from domain.errors import NexusError


def written(folder: Path, text: str) -> Path:
    path = folder / "brand.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_key_may_be_missing(tmp_path: Path) -> None:
    assert read_brand(written(tmp_path, "")) == Brand()
    assert Brand().palette == LIGHT


def test_settings_are_read(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"")
    text = 'company = "Acme"\nfooter = "Secret"\naccent = "#112233"\nlogo = "logo.png"\nfont = "Georgia"\n'
    found = read_brand(written(tmp_path, text))
    assert (found.company, found.footer, found.font, found.logo) == ("Acme", "Secret", "Georgia", tmp_path / "logo.png")
    assert found.palette[Slot.ACCENT] == "#112233"
    assert found.palette[Slot.AT_RISK] == LIGHT[Slot.AT_RISK]
    assert found.of("Other").company == "Acme"
    assert Brand().of("Other").company == "Other"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('company = "A"\ncolor = "red"\n', "line 2: color is not known"),
        ('\n\naccent = "blue"\n', "line 3: accent must be a colour like #"),
        ("company = 3\n", "line 1: company must be text"),
        ('footer = "x"\nlogo = "none.png"\n', "line 2: logo names"),
        ('logo = "logo.svg"\n', "line 1: logo must be a picture"),
        ('footer = "a\\nb"\n', "line 1: footer must be one line"),
        (f'footer = "{"x" * 161}"\n', "line 1: footer must be one line of at most 160"),
        ("[colours]\naccent = 1\n", "line 1: colours is not known"),
    ],
)
def test_a_wrong_setting_is_told_with_its_line_and_key(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(NexusError) as error:
        read_brand(written(tmp_path, text))
    assert told in error.value.message


def test_a_file_that_is_no_toml_or_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NexusError, match="are not TOML") as error:
        read_brand(written(tmp_path, 'company = "A\n'))
    assert "line 1" in error.value.hint
    with pytest.raises(NexusError, match="cannot be read"):
        read_brand(tmp_path / "none.toml")
    (tmp_path / "odd.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(NexusError, match="cannot be read"):
        read_brand(tmp_path / "odd.toml")
