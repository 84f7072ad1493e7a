"""X: its calls, its lists, its posts, how one speaks there."""
