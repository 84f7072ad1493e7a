"""Read Arabic, Persian and English: folding, language, feelings, private data. No Django."""
