"""The second wall around the accounts: what the database itself refuses, should a query ever pass the scope by."""
