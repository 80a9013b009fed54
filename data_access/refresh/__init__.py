"""From events to the read models."""
