"""``amends run``, ``amends web`` and ``amends work``: the desk itself."""

import multiprocessing
import os
from collections.abc import Callable
from typing import Annotated, Any

import typer

from amends.cli import beside, desk, memory


Address = Annotated[str, typer.Option(help="Where to listen.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="On which port.")]
STOP_S = 5


def run(
    address: Address = "127.0.0.1",
    port: Port = 8000,
    demo: Annotated[
        bool, typer.Option("--demo", help="Fill a demo brand and let it speak.")
    ] = False,
    email: Annotated[
        str, typer.Option(help="Your address, for the first start.")
    ] = "owner@localhost",
    brand: Annotated[
        str, typer.Option(help="Your brand's name, for the first start.")
    ] = "My shop",
) -> None:
    """Bring up the whole desk on this machine: web and worker, ended together."""
    desk.make_keys()
    os.environ.setdefault("AMENDS_BASE_URL", f"http://{address}:{port}")
    _aside(_prepare, address, port, email, brand, demo)
    desk.read_keys()
    _serve(address, port, load=beside.load_pages)


def _aside(step: Callable[..., None], *given: object) -> None:
    """Take a step in a process that ends: what it loads does not stay in the one that serves."""
    process = multiprocessing.get_context("fork").Process(target=step, args=given)
    process.start()
    process.join()
    if process.exitcode:
        raise typer.Exit(process.exitcode)


def _prepare(address: str, port: int, email: str, brand: str, is_demo: bool) -> None:  # noqa: FBT001 - by place, to the process
    desk.start()
    desk.migrate()
    _greet(address, port, *_first_start(email, brand, is_demo=is_demo))


def _first_start(email: str, brand: str, *, is_demo: bool) -> tuple[str, ...]:
    from datetime import UTC, datetime

    from amends.management import demo, first_start

    if is_demo:
        lines: tuple[str, ...] = demo.fill(now=datetime.now(UTC))
        return lines
    return first_start.open_brand(email=email, name=brand)


def _greet(address: str, port: int, *accounts: str) -> None:
    typer.echo(f"\n  Amends is at http://{address}:{port}/")
    for account in accounts:
        typer.echo(f"  {account}")
    typer.echo("  Ctrl-C stops it.\n")


def web(address: Address = "127.0.0.1", port: Port = 8000, threads: int = 4) -> None:
    """Serve the pages only; start as many as you like beside ``amends work``."""
    _aside(desk.start)
    desk.read_keys()
    _serve(address, port, threads)


def work() -> None:
    """Walk the rooms only, until asked to end."""
    beside.work(starter=0)


def _serve(
    address: str, port: int, threads: int = 4, load: Callable[..., Any] | None = None
) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    memory.share_heap()
    Granian(
        "amends.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=threads,
        log_level=LogLevels.warning,
        workers_kill_timeout=STOP_S,  # one that was told twice, as by Ctrl-C, may wait for ever
        static_path_route=["/static"],
        static_path_mount=[desk.home() / "static"],
    ).serve(target_loader=load)
