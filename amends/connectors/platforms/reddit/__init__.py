"""Reddit: its calls, its feeds, its posts."""
