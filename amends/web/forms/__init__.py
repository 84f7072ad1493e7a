"""What people fill in at the desk, checked before a verb sees it."""
