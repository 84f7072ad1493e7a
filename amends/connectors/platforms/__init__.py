"""What each platform says and understands: its calls, its posts, how one speaks there."""
