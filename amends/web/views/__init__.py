"""One file per page: parse, call one verb or query, render."""
