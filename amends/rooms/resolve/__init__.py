"""Investigate, promise, make good.

In: cases with an owner
Out: a verdict, promises as clocks, one remedy the customer accepts.
"""
