"""Resolved is not closed: ask whether it is really solved.

In: cases in state resolved
Out: cases closed by the customer's word or his silence after two kind asks, or opened again.
"""
