"""A tag: a word a brand sorts its cases by."""

from django.db import models

from amends.casebook.models.brand import Brand


class Tag(models.Model):
    """One word of a brand; ``folded`` makes its spellings one."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=40)
    folded = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["brand", "folded"], name="tag_once")]

    def __str__(self) -> str:
        return self.name
