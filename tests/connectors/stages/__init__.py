"""One file for each kind of channel: how it is tried."""
