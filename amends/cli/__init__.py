"""The command line: each command parses its arguments, calls one function, prints what came of it.

Commands import what is heavy inside themselves: ``analyse`` and ``review-reply`` never load Django,
and ``analyse`` does not load what the others read their arguments with.
"""

import sys

from amends.cli import analyse


def app() -> None:
    """Run the command that the process was started with."""
    if sys.argv[1:2] == ["analyse"]:
        sys.exit(analyse.main(sys.argv[2:]))
    from amends.cli.commands import commands

    commands()
