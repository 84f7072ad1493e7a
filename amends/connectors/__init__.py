"""The wires: one small file per channel, no Django, nothing of the casebook."""
