"""WordPress: its calls and its posts."""
