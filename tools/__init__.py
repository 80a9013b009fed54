"""What a developer runs now and then; the product imports nothing from here."""
