"""Bring the gettext catalogues up to date, or check that nothing is missing."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from amends.management import catalogues


SHOWN = 40


class Command(BaseCommand):
    """``amends manage catalogues [--check]``: extract, merge and compile; needs Babel."""

    help = __doc__
    requires_system_checks: list[str] = []  # texts can be mended while a page is broken

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --check."""
        parser.add_argument(
            "--check", action="store_true", help="Change nothing, say what is missing."
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Update the catalogues, or fail with every missing or fuzzy message."""
        root = Path(catalogues.__file__).parents[1]
        if not options["check"]:
            self.stdout.write(catalogues.update(root))
            return
        if problems := catalogues.problems(root):
            raise CommandError(
                "\n".join([f"{len(problems)} messages to do", *problems[:SHOWN]])
            )
