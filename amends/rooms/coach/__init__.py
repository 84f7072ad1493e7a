"""Make people better by praise more than by correction.

In: replies that went out
Out: kudos the team sees.
"""
