"""docs/data_contract.md, written from the models: every table, column, rule and file."""

from collections.abc import Iterator

from sqlalchemy import CheckConstraint, Column, Enum, Table, UniqueConstraint

from data_access.contract_words import INTRODUCTION
from data_access.imports.contract.spec import KEYS, FileSpec, file_specs
from data_access.models import Base, UtcInstant
from data_access.settings import PROJECT

DOCUMENT = PROJECT / "docs" / "data_contract.md"
OURS_ALONE = {
    "account_current": "refresh",
    "account_history": "refresh",
    "health_snapshots": "refresh",
    "refresh_runs": "refresh",
    "backtest_runs": "the backtest",
    "health_models": "the model page",
    "audit_log": "the app, by adding only",
    "import_runs": "imports",
    "import_rejects": "imports",
    "account_changes": "triggers",
    "data_changes": "triggers",
    "refresh_recent": "refresh",
    "refresh_records": "refresh",
    "refresh_state": "refresh",
    "saved_views": "the app",
    "visits": "the app",
    "workspace": "the set-up",
}
"""Tables that other systems must not write, and who does."""


def contract_document() -> str:
    """The whole document, as Markdown."""
    tables = sorted(Base.metadata.tables.values(), key=lambda table: table.name)
    return (
        "\n".join([INTRODUCTION.strip(), "", *_overview(tables), *(line for table in tables for line in _table(table))])
        + "\n"
    )


def _overview(tables: list[Table]) -> Iterator[str]:
    yield "## Tables at a glance"
    yield ""
    yield "| Table | What a row is | Written by |"
    yield "|---|---|---|"
    for table in tables:
        writer = OURS_ALONE.get(table.name)
        yield f"| [{table.name}](#{table.name}) | {_meaning(table)} | {f'only {writer}' if writer else 'any system'} |"
    yield ""


def _table(table: Table) -> Iterator[str]:
    yield f"## {table.name}"
    yield ""
    yield _meaning(table)
    if table.name in OURS_ALONE:
        yield f"Written only by {OURS_ALONE[table.name]}: other systems read it."
    yield ""
    yield "| Column | Type | Null | Default | Meaning |"
    yield "|---|---|---|---|---|"
    for column in table.columns:
        default = getattr(column.server_default, "arg", None)
        default = "" if default is None else f"`{default}`"
        null = "yes" if column.nullable else "no"
        yield f"| `{column.name}` | {_type(column)} | {null} | {default} | {_comment(column)} |"
    yield ""
    yield from _rules(table)
    spec = file_specs().get(table.name)
    if spec:
        yield from _file(spec)


def _meaning(table: Table) -> str:
    model = next(mapper.class_ for mapper in Base.registry.mappers if mapper.local_table is table)
    return " ".join((model.__doc__ or "").split())


def _type(column: Column[object]) -> str:
    kind = column.type
    if isinstance(kind, UtcInstant):
        return "instant"
    if isinstance(kind, Enum):
        return "text"
    return {
        "VARCHAR(3)": "text(3)",
        "TEXT": "text",
        "BIGINT": "bigint",
        "SMALLINT": "smallint",
        "FLOAT": "float",
        "BOOLEAN": "boolean",
        "DATE": "date",
        "BLOB": "bytes",
    }.get(str(kind), str(kind).lower())


def _comment(column: Column[object]) -> str:
    said = [column.comment] if column.comment else []
    if isinstance(column.type, Enum):
        said.append("one of " + ", ".join(f"`{word}`" for word in column.type.enums))
    said += [f"→ `{key.column.table.name}.{key.column.name}`, {_fate(key.ondelete)}" for key in column.foreign_keys]
    return "; ".join(said).replace("|", "\\|")


def _fate(rule: str | None) -> str:
    fates = {"CASCADE": "goes with it", "SET NULL": "emptied when that goes", "RESTRICT": "keeps it from going"}
    return fates.get(rule or "", "keeps it from going")


def _rules(table: Table) -> Iterator[str]:
    yield f"- Primary key: {_columns(table.primary_key)}."
    rules = sorted(table.constraints, key=lambda rule: str(rule.name))
    for rule in rules:
        if isinstance(rule, UniqueConstraint):
            yield f"- Unique: {_columns(rule)}."
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        if index.unique:
            yield f"- Unique where an external id is given: {_columns(index)}."
    for rule in rules:
        if isinstance(rule, CheckConstraint) and not str(rule.name).endswith("_known"):
            yield f"- Rule `{rule.name}`: `{rule.sqltext}`."
    yield ""


def _columns(rule: object) -> str:
    return ", ".join(f"`{column.name}`" for column in getattr(rule, "columns", ()))


def _file(spec: FileSpec) -> Iterator[str]:
    required = set(spec.lacks(set()))
    columns = [one.name for one in spec.columns.values()]
    references = [" or ".join(one.names) for one in spec.references]
    yield f"**File `{spec.table.name}.csv`** — a row is found again by {_found_by(spec)}."
    yield ""
    yield "Required: " + ", ".join(f"`{name}`" for name in [*references, *columns] if name in required) + "."
    optional = [name for name in [*references, *columns] if name not in required]
    if spec.table.name == "touchpoints":
        optional.append("participants")
    if optional:
        yield "Optional: " + ", ".join(f"`{name}`" for name in optional) + "."
    if spec.parent:
        yield f"The account is that of the row named by `{spec.parent.removesuffix('_id')}_external_id`."
    yield ""


def _found_by(spec: FileSpec) -> str:
    if spec.table.name not in KEYS:
        return "its source and `external_id`"
    return ", ".join(f"`{name}`" for name in spec.key)
