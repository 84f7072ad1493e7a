"""Meta: what the page, Messenger, Instagram and WhatsApp share, and what each tells."""
