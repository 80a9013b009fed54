"""Tests that open the app as a person does, in a real browser."""
