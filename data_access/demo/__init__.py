"""The demo portfolio: a company whose records look lived in, and in which relationships cause outcomes."""

from data_access.demo.build import build_demo

__all__ = ["build_demo"]
