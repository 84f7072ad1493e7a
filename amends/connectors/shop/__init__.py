"""What a shop knows of its own customers and orders."""
