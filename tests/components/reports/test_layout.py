"""What finds room on a page, and how text is cut: never past its place, never without saying so."""

from hypothesis import given, settings
from hypothesis import strategies as st

from components.reports.document import Cell, Column, Figure, Lines, Panel, Slide, Table, named, plain
from components.reports.fonts import is_covered, lines_of, shortened, width_of
from components.reports.layout import (
    BODY_BOTTOM,
    Box,
    boxes,
    fitted_lines,
    fitted_table,
    foot_words,
)
from tests.hostile import HOSTILE
from tests.portfolios import AS_OF

BOX = Box(48, 120, 864, 366)
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=120)


def table(rows: int, text: str = "Kestrel", rest: int = 0) -> Table:
    columns = (Column("Account", 2), Column("ARR", 1, is_number=True))
    return Table(columns, tuple((Cell(f"{text} {number}"), Cell("€1 m")) for number in range(rows)), rest)


@settings(deadline=None)  # a busy machine is no failure
@given(texts, st.floats(20, 400), st.integers(1, 4))
def test_no_line_is_wider_than_its_place_but_a_single_character(text: str, width: float, most: int) -> None:
    lines = lines_of(text, 12, width, most)
    assert 1 <= len(lines) <= most
    assert all(width_of(line, 12) <= width or len(line) <= 2 for line in lines)


@settings(deadline=None)  # a busy machine is no failure
@given(texts)
def test_with_room_enough_nothing_is_lost(text: str) -> None:
    assert "".join(lines_of(text, 12, 60, 1000)).replace(" ", "") == text.replace(" ", "")
    assert shortened(text, 12, 10_000, 1).strip() == text.strip()


@settings(deadline=None)  # a busy machine is no failure
@given(texts, st.floats(20, 400), st.integers(1, 4))
def test_a_cut_text_is_the_beginning_of_the_whole_with_no_space_of_ours(text: str, width: float, most: int) -> None:
    told = shortened(text, 12, width, most)
    assert told == text or (told.endswith("…") and text.startswith(told[:-1]))


def test_what_is_cut_says_so() -> None:
    assert shortened("W" * 40, 12, 100, 2).count("W") < 40
    assert " " not in shortened("W" * 40, 12, 100, 2)
    assert lines_of("one two three four five six", 12, 40, 2)[-1].endswith("…")


@settings(deadline=None)  # a busy machine is no failure
@given(st.integers(0, 60), st.sampled_from(["Kestrel", HOSTILE[0] * 4, "W" * 200]), st.integers(0, 500))
def test_a_table_stays_in_its_place_and_counts_what_it_leaves_out(rows: int, text: str, rest: int) -> None:
    told = table(rows, text, rest)
    found = fitted_table(told, BOX)
    assert found.line + sum(row.height for row in found.rows) <= BOX.height
    left_out = rows - len(found.rows) + rest
    assert found.rest == (f"and {left_out:,} more" if left_out else "")


def test_a_short_table_is_written_larger_than_a_long_one() -> None:
    assert fitted_table(table(3), BOX).size > fitted_table(table(40), BOX).size


@settings(deadline=None)  # a busy machine is no failure
@given(st.lists(st.tuples(st.sampled_from(["", "+9", "12 Jan 2027"]), texts), max_size=30))
def test_a_list_stays_in_its_place(items: list[tuple[str, str]]) -> None:
    found = fitted_lines(Lines("Fix this first", tuple(items)), BOX)
    assert found.heading + sum(height for _, _, height in found.items) <= BOX.height


def test_panels_stand_side_by_side_below_the_words() -> None:
    part = Lines("", ())
    long = Slide("A long title " * 12, "How to read it " * 20, (Panel(part, 2), Panel(part, 1)))
    left, right = boxes(long)
    assert left.x + left.width < right.x
    assert left.width / right.width == 2
    assert left.y > boxes(Slide("Short", "", (Panel(part),)))[0].y
    assert left.y + left.height == BODY_BOTTOM


@settings(deadline=None)  # a busy machine is no failure
@given(st.text())
def test_plain_text_can_stand_in_any_file(text: str) -> None:
    found = plain(text)
    assert plain(found) == found
    assert not any(one < " " or "\ud800" <= one <= "\udfff" for one in found)
    found.encode("utf-8")


def test_a_name_that_runs_right_to_left_takes_no_number_along() -> None:
    assert named("Kestrel") == "Kestrel"
    assert named("شركة") == "شركة\u200e"
    assert foot_words("שלום", AS_OF, "").startswith("שלום\u200e · as of")


def test_ideographs_ask_for_the_second_font() -> None:
    assert is_covered("Łódź Ωμέγα Жанна תעשיות شركة ไทย")
    assert not is_covered("株式会社")
    assert Figure("a", "b").note == ""
