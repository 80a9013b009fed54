"""The tabs of an account's page: a module a tab, each with `show`, which asks, judges and shows; no page by itself."""
