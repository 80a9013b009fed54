"""docs/data_contract.md says what the models say."""

from data_access.contract_document import DOCUMENT, contract_document
from data_access.models import Base


def test_the_document_is_what_the_models_give() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == contract_document(), "run: python manage.py contract"


def test_every_table_and_column_is_told_of() -> None:
    told = contract_document()
    for table in Base.metadata.tables.values():
        assert f"## {table.name}\n" in told
        section = told.split(f"## {table.name}\n")[1].split("\n## ")[0]
        for column in table.columns:
            assert f"| `{column.name}` |" in section
