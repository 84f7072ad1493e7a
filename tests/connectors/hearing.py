"""Hears a channel to its end."""


def hear_all(channel, cursor=""):
    """Return mentions, edits, deletions and the last cursor."""
    mentions, edits, deletions, more = [], [], [], True
    while more:
        batch = channel.hear(cursor)
        mentions += batch.mentions
        edits += batch.edits
        deletions += batch.deletions
        cursor, more = batch.cursor, batch.more
    return mentions, edits, deletions, cursor
