"""Forms: what is there is drawn, and what it shall be is given back once somebody saves."""
