"""Answer like a human being, and send what was decided.

In: replies written by people, deliveries that are ready
Out: replies reviewed and deliveries sent, each at most once in public.
"""
