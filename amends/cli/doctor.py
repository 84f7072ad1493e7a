"""``amends doctor``: look at everything that can be wrong, and say what to do."""

import typer

from amends.cli import desk


def doctor() -> None:
    """Check settings, database, ledger, sources, mail and clock; ends with 1 when something is wrong."""
    desk.start()
    from amends.management import checkup

    findings = checkup.examine()
    for finding in findings:
        typer.echo(f"{'ok   ' if finding.is_well else 'WRONG'} {finding.what}")
        if not finding.is_well:
            typer.echo(f"      {finding.advice}")
    raise typer.Exit(0 if all(finding.is_well for finding in findings) else 1)
