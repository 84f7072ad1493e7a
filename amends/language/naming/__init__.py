"""Find names in texts: their spellings, how they stand in a sentence, and whether they are ours."""
