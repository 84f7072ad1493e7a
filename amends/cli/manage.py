"""``amends manage``: any command of Django."""

import typer

from amends.cli import desk


def manage(ctx: typer.Context) -> None:
    """Run a command of Django, for example ``amends manage changepassword``."""
    desk.start()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["amends manage", *ctx.args])
