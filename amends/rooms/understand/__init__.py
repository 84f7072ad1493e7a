"""Read what was said: language, complaint or not, how grave, and why we think so.

In: mentions in state heard
Out: an analysis for each, the mention understood and searchable.
"""
