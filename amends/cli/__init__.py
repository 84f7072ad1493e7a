"""The command line: each command parses its arguments, calls one function, prints what came of it.

Commands import what is heavy inside themselves: ``analyse`` and ``review-reply`` never load Django.
"""

import typer

from amends.cli import analyse, doctor, hear, imports, keeping, manage, review_reply, run


app = typer.Typer(
    name="amends",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A complaint desk: hear, own, answer, keep the promise, remove the cause.",
)
app.command("run")(run.run)
app.command("web")(run.web)
app.command("work")(run.work)
app.command("analyse")(analyse.analyse)
app.command("import")(imports.import_rows)
app.command("hear")(hear.hear)
app.command("review-reply")(review_reply.review_reply)
app.command("doctor")(doctor.doctor)
app.command("export")(keeping.export)
app.command("erase")(keeping.erase)
app.command("backup")(keeping.backup)
app.command(
    "manage", context_settings={"ignore_unknown_options": True, "allow_extra_args": True}
)(manage.manage)
