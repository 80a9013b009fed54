"""What to know before a call: composed from records by rules, each sentence with the record that it rests on."""
