"""SQLite as the embedded database: the stock backend with its writers in a row."""
