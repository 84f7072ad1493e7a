"""The way out: addresses that may be met, HTTP, signing in, signatures."""
