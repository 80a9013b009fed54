"""From a file that somebody made to rows of text: in a child process with limits."""
