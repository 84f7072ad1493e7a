"""The casebook: every noun of the product as a row, and the ledger of what was done to it."""
