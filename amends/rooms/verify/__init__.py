"""Find out who is speaking, without ever delaying the first reply.

In: mentions in state understood
Out: their author's standing with its evidence, the mention verified.
"""
