"""What reports say beyond what the pages show: what is to be decided, and what a client may see."""
