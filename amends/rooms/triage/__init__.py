"""Give each complaint one case, one owner and its clocks.

In: mentions in state verified
Out: a new or joined case with priority, owner and clocks, the mention triaged.
"""
