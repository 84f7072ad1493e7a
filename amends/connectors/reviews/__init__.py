"""Places where people leave stars."""
