"""``amends retrain``: let the reader learn from what agents corrected in the desk."""

from typing import Annotated

import typer

from amends.cli import desk


def retrain(
    back: Annotated[
        bool, typer.Option("--back", help="Take the last lessons back instead.")
    ] = False,
) -> None:
    """Learn from the corrections made in the desk; used from the next start on."""
    desk.start()
    from amends.rooms.understand import corrected

    if back:
        done = corrected.go_back()
        typer.echo("taken back; restart to read without them" if done else "nothing was taught")
        return
    outcome = corrected.learn()
    if outcome is None:
        typer.echo(f"fewer than {corrected.FEWEST} corrected messages: too few to learn from")
        raise typer.Exit(1)
    typer.echo(
        f"{outcome.corrections} corrected messages. Of those set aside {outcome.before:.1%} of the "
        f"fields were read right before, {outcome.after:.1%} now; of our corpus "
        f"{outcome.corpus_before:.1%} before, {outcome.corpus_after:.1%} now."
    )
    typer.echo(
        "kept; restart to read with them. `amends retrain --back` takes them back."
        if outcome.is_better
        else "not kept: they would not make the reader better"
    )
    raise typer.Exit(0 if outcome.is_better else 1)
