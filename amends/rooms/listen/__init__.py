"""Hear the world, lose nothing, hear nothing twice.

In: sources that are due
Out: mentions, unique by source and external id, with the cursor moved in the same transaction.
"""
