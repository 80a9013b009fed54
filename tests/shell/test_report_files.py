"""`manage.py report`: as whom, about what, into which file; whole or not at all."""

from pathlib import Path

import pytest

import manage
from data_access.cache import clear_cached
from data_access.queries.people import active_people
from data_access.queries.portfolio import portfolio
from domain.viewer import Viewer
from domain.vocabulary import Role
from shell.report_names import file_name
from tests.builders import make_account, make_workspace
from tests.conftest import DEMO_DAY
from tests.reports import pdf_texts, pptx_texts


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NEXUS_BRAND", raising=False)


def said(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    assert manage.main(["report", *words]) == status
    out = capsys.readouterr()
    return out.out if status == 0 else out.err


def test_a_portfolio_is_written_under_a_name_of_its_own(
    demo_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(capsys, "portfolio") == "portfolio-2026-10-14.pdf written\n"
    assert "Portfolio review" in pdf_texts((tmp_path / "portfolio-2026-10-14.pdf").read_bytes())[0]
    assert [path.name for path in tmp_path.iterdir()] == ["portfolio-2026-10-14.pdf"]


def test_filters_hold_as_options_and_as_a_pages_address(
    demo_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "portfolio", "--tier", "key", "--band", "Watch", "--output", "a.pptx")
    said(capsys, "portfolio", "--query", "?tier=Key&band=Watch", "--format", "pptx", "--output", "b.pptx")
    one, other = (pptx_texts((tmp_path / name).read_bytes()) for name in ("a.pptx", "b.pptx"))
    assert one == other
    assert "Tier: Key Band: Watch" in " ".join(one[0].split())


def test_an_account_is_found_by_number_or_name_for_us_or_for_the_client(
    demo_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = str(portfolio(Viewer(0, "", Role.EXECUTIVE, DEMO_DAY)).accounts["name"].iloc[0])
    written = said(capsys, "account", name.upper(), "--for", "client", "--format", "pptx")
    assert written == f"{file_name(('business-review', name), DEMO_DAY)}.pptx written\n"
    said(capsys, "account", "1", "--as-of", "2026-06-30", "--output", "us.pdf")
    assert "Internal: not for the client" in pdf_texts((tmp_path / "us.pdf").read_bytes())[0]


def test_an_account_manager_has_reports_on_their_own_accounts_only(
    demo_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    person = next(person for person in active_people() if person.role is Role.ACCOUNT_MANAGER)
    mine = set(portfolio(Viewer(person.id, person.name, person.role, DEMO_DAY)).accounts["account_id"])
    foreign = next(number for number in range(1, 300) if number not in mine)
    email = str(person.email)
    told = said(capsys, "account", str(foreign), "--as", email, status=2)
    assert told.startswith("There is no such account, or it is not yours to see.")
    assert (
        said(capsys, "account", str(min(mine)), "--as", email.upper(), "--output", "mine.pdf") == "mine.pdf written\n"
    )
    assert not list(tmp_path.glob("*review*"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("portfolio", "--tier", "golden"), "No account of yours has tier “golden”."),
        (("portfolio", "--query", "colour=red"), "There is no filter colour."),
        (("portfolio", "17"), "A portfolio's report is of all accounts"),
        (("portfolio", "--for", "client"), "A portfolio's report is of all accounts"),
        (("portfolio", "--as", "nobody@x.example"), "Nobody with the address nobody@x.example may sign in."),
        (("portfolio", "--output", "x.docx"), "A report cannot be written as .docx."),
        (("portfolio", "--output", "x.pdf", "--format", "pptx"), "x.pdf does not end in .pptx."),
        (("portfolio", "--output", "no/such/folder.pdf"), "no/such/folder.pdf cannot be written."),
        (("account",), "Which account?"),
        (("account", "nobody at all"), "There is no such account"),
        (("account", "1", "--tier", "key"), "Filters narrow a portfolio, not an account."),
        (("account", "1", "--as-of", "2036-01-01"), "That day has not come yet."),
    ],
)
def test_what_cannot_be_done_is_told_plainly_and_leaves_no_file(
    demo_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    assert said(capsys, *words, status=2).startswith(told)
    assert not list(tmp_path.iterdir())


def test_the_brand_is_that_of_the_settings(
    demo_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ours.toml").write_text(
        'company = "Acme & Söhne"\nfooter = "Not for print"\nclient_footer = "For you"\n'
    )
    monkeypatch.setenv("NEXUS_BRAND", "ours.toml")
    said(capsys, "account", "1", "--output", "us.pdf")
    said(capsys, "account", "1", "--for", "client", "--output", "client.pdf")
    us, client = (pdf_texts((tmp_path / name).read_bytes()) for name in ("us.pdf", "client.pdf"))
    assert "Acme & Söhne" in us[0]
    assert all("Not for print" in page for page in us)
    assert all("For you" in page and "Not for print" not in page for page in client)
    (tmp_path / "ours.toml").write_text('company = "Acme"\naccent = "red"\n')
    assert "ours.toml, line 2: accent must be a colour" in said(capsys, "account", "1", status=2)


def test_an_empty_database_is_told(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "portfolio", status=2).startswith("There are no data yet.")


def test_names_of_files_hold_nothing_that_a_path_reads() -> None:
    assert file_name(("review", "../../Ke$trel & <Söhne>"), DEMO_DAY) == "review-ke-trel-söhne-2026-10-14"
    assert file_name(("review", "שלום"), DEMO_DAY) == "review-שלום-2026-10-14"
    assert file_name(("review", "..."), DEMO_DAY) == "review-2026-10-14"


@pytest.mark.parametrize("words", [("portfolio",), ("portfolio", "--tier", "Key"), ("account", "Somebody")])
def test_before_the_first_refresh_it_is_said_that_nothing_is_computed_yet(
    database: str, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    make_workspace()
    assert "There are no accounts yet." in said(capsys, *words, status=2)
    make_account()
    clear_cached()
    told = said(capsys, *words, status=2)
    assert "Nothing is computed from the accounts yet." in told
    assert "manage.py refresh" in told
