"""Lists that show the newest first, walked back to what is known, page by page.

What a service lets us ask for decides how. ``tokens``: it names the next page itself and its ids
grow with time; a page of known ids ends the walk. ``streams``: pages are asked for by time, one
of several words or forums in turn, and what lies in the overlap is told again. ``reviews.walk``
tells changed stars from known ones and reads lists that nobody sorts; ``platforms.meta.rounds``
walks many lists in one round, each to a bound of its own. One walk for all four would hold what
each of them knows and the others leave empty; so only the form of their cursors is shared.
"""
