"""The wires: one small file per channel, no Django, nothing of the casebook.

``platforms`` says what one platform tells and takes; ``feeds``, ``mail``, ``tables``, ``reviews`` and
``shop`` read formats and places of a certain sort, ``walks`` lists that show the newest first;
``network`` is the way out and who may come in; ``values`` are single dates, links, lengths, sums.
"""
