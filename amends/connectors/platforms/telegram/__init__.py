"""Telegram: its calls, its messages, the files that came with them."""
