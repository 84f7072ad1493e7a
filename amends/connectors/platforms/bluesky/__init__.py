"""Bluesky and the AT Protocol."""
