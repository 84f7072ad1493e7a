"""Lists that show the newest first, walked back to what is known."""
