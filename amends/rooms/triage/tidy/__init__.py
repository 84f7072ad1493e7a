"""Keep the cases in order by hand: merge, split, tag, let sleep, and tell colleagues."""
