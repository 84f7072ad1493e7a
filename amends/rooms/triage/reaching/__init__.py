"""Reach colleagues who are not looking at the desk: by push, by mail, and through the next in the shift."""
