"""Make people better by praise more than by correction.

In: replies that went out, answers to invented conversations
Out: kudos the team sees, practice that only the one who practises reads.
"""
