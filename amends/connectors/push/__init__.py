"""Web Push: what a browser shows although nobody looks at the desk."""
