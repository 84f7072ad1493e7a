"""The list of commands."""

import typer

from amends.cli import (
    analyse,
    doctor,
    hear,
    imports,
    keeping,
    manage,
    retrain,
    review_reply,
    run,
)


AS_IT_IS = {"ignore_unknown_options": True, "allow_extra_args": True}
commands = typer.Typer(
    name="amends",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A complaint desk: hear, own, answer, keep the promise, remove the cause.",
)
commands.command("run")(run.run)
commands.command("web")(run.web)
commands.command("work")(run.work)
commands.command("import")(imports.import_rows)
commands.command("hear")(hear.hear)
commands.command("review-reply")(review_reply.review_reply)
commands.command("retrain")(retrain.retrain)
commands.command("doctor")(doctor.doctor)
commands.command("export")(keeping.export)
commands.command("erase")(keeping.erase)
commands.command("backup")(keeping.backup)
commands.command("manage", context_settings=AS_IT_IS)(manage.manage)


@commands.command(
    "analyse", help=analyse.SUMMARY, context_settings={**AS_IT_IS, "help_option_names": []}
)
def _analyse(context: typer.Context) -> None:
    raise typer.Exit(analyse.main(context.args))
