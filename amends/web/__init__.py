"""The desk of the people who answer, and the pages of those who complain."""
