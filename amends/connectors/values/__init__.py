"""Dates, links, lengths, sums and files, as strangers write them."""
