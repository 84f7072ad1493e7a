"""The command line: each command parses its arguments, calls one function, prints what came of it.

Commands import what is heavy inside themselves: ``analyse`` and ``review-reply`` never load Django,
and neither ``analyse`` nor the worker beside the pages loads what the others read their arguments
with.
"""

import sys

from amends.cli import analyse, beside


def app() -> None:
    """Run the command that the process was started with."""
    if sys.argv[1:2] == ["analyse"]:
        sys.exit(analyse.main(sys.argv[2:]))
    if sys.argv[1:3] == list(beside.COMMAND):
        beside.work(int(sys.argv[3]))
        return
    from amends.cli.commands import commands

    commands()
