"""The report's button on its pages: nothing is made before it is asked for, and wrong settings are told in place."""

from pathlib import Path

import pytest

from shell.report_offer import wrong_settings
from tests.pages.conftest import OpenPage


def test_a_page_makes_no_report_by_itself(
    demo_database: str, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> bytes:
        raise AssertionError("made without being asked for")

    monkeypatch.setattr("shell.reports.report_file", never)
    for page in (open_page("portfolio"), open_page("account", account="1")):
        assert not page.exception
        assert not page.get("download_button")


def test_wrong_settings_are_told_where_the_files_would_be(
    demo_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "brand.toml").write_text("accent = 1\n", encoding="utf-8")
    monkeypatch.setenv("NEXUS_BRAND", str(tmp_path / "brand.toml"))
    found = wrong_settings()
    assert found is not None
    assert "line 1: accent must be text" in found.message
    monkeypatch.delenv("NEXUS_BRAND")
    assert wrong_settings() is None
