"""A snippet: a fact of the shop that every colleague says alike."""

from django.db import models

from amends.casebook.models.brand import Brand


class Snippet(models.Model):
    """A fact or a structure in up to three languages; never a finished reply (C-21)."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="snippets")
    name = models.CharField(max_length=60)
    ar = models.TextField(blank=True)
    fa = models.TextField(blank=True)
    en = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "name"], name="snippet_once")]
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
