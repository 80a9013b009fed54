"""Slides from the answers of the pages: what they show, what they leave out, and books of every kind."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from components.reports.brand import Brand
from components.reports.document import Chart, Document, Figures, Form, Lines, Part, Table
from components.reports.files import report_file
from components.reports.portfolio_report import PortfolioFacts, decisions_slide, portfolio_document
from components.reports.portfolio_slides import MOVED_TOLD, moved_slide, state_slide, trend_slide
from domain.movement_words import Found, Lead
from domain.overview import Overview, overview
from domain.reports.decisions import Matter, Question, matters
from tests.portfolios import AS_OF, make_portfolio
from tests.reports import pdf_texts, pptx_texts


def facts(shown: Overview, **changes: Any) -> PortfolioFacts:
    usual = PortfolioFacts(shown, None, {}, (), (), ("All accounts",), "Meridian")
    return replace(usual, **changes)


def part_of(document: Document, title: str) -> Part:
    return next(slide.panels[0].part for slide in document.slides if title in slide.title)


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("accounts", [1, 3, 2_000])
def test_a_book_of_any_size_gives_a_file(accounts: int, form: Form) -> None:
    book = make_portfolio(accounts)
    told = portfolio_document(facts(overview(book), matters=matters(book)))
    data = report_file(told, form, Brand(company="Meridian"), "Confidential")
    pages = (pdf_texts if form is Form.PDF else pptx_texts)(data)
    assert len(pages) == len(told.slides) + 1


def test_a_book_without_health_or_revenue_leaves_those_slides_out() -> None:
    book = make_portfolio(30, score=np.nan)
    book.scores[:] = np.nan
    told = portfolio_document(facts(overview(book)))
    assert not any("points" in slide.title or "Health by ARR" in slide.title for slide in told.slides)
    assert "health is not known yet" in told.slides[0].title


def test_key_figures_bear_what_they_were_and_their_definition_stands_in_the_notes() -> None:
    shown = overview(make_portfolio(200))
    arr = next(one for one in shown.kpis if one.key == "arr")
    halved = replace(arr, previous=(arr.value or 0) / 2)
    shown = replace(shown, kpis=tuple(halved if one is arr else one for one in shown.kpis))
    slide = state_slide(shown)
    figures = slide.panels[0].part
    assert isinstance(figures, Figures)
    assert [one.label for one in figures.items] == [one.label for one in shown.kpis]
    assert all(one.definition in slide.notes for one in shown.kpis)
    assert figures.items[shown.kpis.index(halved)].note.startswith("+€")
    assert " · was €" in figures.items[shown.kpis.index(halved)].note


def test_a_figure_without_a_period_before_says_nothing_of_one() -> None:
    shown = overview(make_portfolio(5))
    alone = replace(shown, kpis=tuple(replace(one, previous=None) for one in shown.kpis))
    figures = state_slide(alone).panels[0].part
    assert isinstance(figures, Figures)
    assert {one.note for one in figures.items} == {""}


def test_hundreds_of_movements_are_told_with_those_on_top_and_a_count() -> None:
    shown = overview(make_portfolio(3_000))
    assert len(shown.moved) > 100
    first = int(shown.moved["account_id"].iloc[0])
    lead = Lead("trust", "Trust", -4.2, Found("promise “Roadmap”", "broken", AS_OF))
    table = moved_slide(shown, {first: lead}).panels[0].part
    assert isinstance(table, Table)
    assert len(table.rows) == MOVED_TOLD
    assert table.rest == len(shown.moved) - MOVED_TOLD
    assert "promise “Roadmap” broken" in table.rows[0][-1].text
    names = shown.moved["name"].tolist()[:MOVED_TOLD]
    assert [row[0].text for row in table.rows] == names


def test_another_health_model_is_marked_in_the_week_from_which_it_counts() -> None:
    shown = overview(make_portfolio(100))
    day = AS_OF - timedelta(weeks=10)
    before_any = AS_OF - timedelta(weeks=900)
    slide = trend_slide(shown, ((before_any, "First"), (day, "Spring")))
    chart = slide.panels[0].part
    assert isinstance(chart, Chart)
    assert "diamonds" in slide.reading
    dots = [one for one in chart.series if one.dots]
    assert [one.name.replace("\u00a0", " ") for one in dots] == [f"Spring from {day.day} {day:%b} {day.year}"]
    weeks = shown.trend["week_on"].tolist()
    place = next(number for number, week in enumerate(weeks) if week >= day)
    assert [number for number, value in enumerate(dots[0].values) if value is not None] == [place]
    assert dots[0].values[place] == pytest.approx(shown.trend["health_by_arr"].iloc[place])


def test_questions_are_asked_with_the_largest_by_name() -> None:
    slide = decisions_slide((Matter(Question.OWN, 5, 120_000_00, ("A", "B", "C")),), "EUR")
    lines = slide.panels[0].part
    assert isinstance(lines, Lines)
    assert slide.title == "1 question asks for a decision today"
    assert lines.items[0][0].replace("\u00a0", " ") == "€120 k"
    assert (
        lines.items[0][1].replace("\u00a0", " ") == "5 customers without an owner. Who takes them? A, B, C and 2 more."
    )
    assert decisions_slide((), "EUR").title == "Nothing has to be decided today"


def test_every_slide_has_a_sentence_and_says_how_to_read_it() -> None:
    book = make_portfolio(212)
    told = portfolio_document(facts(overview(book), matters=matters(book)))
    assert all(slide.title and slide.reading for slide in told.slides)
    chart = part_of(told, "points")
    assert isinstance(chart, Chart)
    assert sum(value or 0 for one in chart.series for value in one.values) > 0
