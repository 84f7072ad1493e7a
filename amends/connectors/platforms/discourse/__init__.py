"""Discourse: its calls and its posts."""
