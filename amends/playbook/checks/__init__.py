"""One question per file; each check yields what it found and stays silent when unsure."""
