"""What words are about: concepts that Arabic, Persian and English share, by our own tables."""
