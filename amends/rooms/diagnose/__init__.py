"""Find the causes behind the cases.

In: cases with causes
Out: causes in order of weight and an honest estimate of those who stayed silent.
"""
