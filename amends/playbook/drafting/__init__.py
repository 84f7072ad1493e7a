"""A draft by a language model: what it may know, what it may not say; a person edits and sends."""
