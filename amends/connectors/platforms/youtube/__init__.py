"""YouTube: its calls, its comments, the news of uploads."""
