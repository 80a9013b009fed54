"""The data contract's own files: one a table, under the names that docs/data_contract.md gives."""
