"""What the services of Google have in common."""
