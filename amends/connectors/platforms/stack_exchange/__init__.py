"""Stack Exchange: its calls and its posts."""
