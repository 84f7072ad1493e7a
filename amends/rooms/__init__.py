"""The rooms of the loop: each takes rows in one state and leaves them in the next."""
