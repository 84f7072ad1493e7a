import os
import shutil
import threading

import pytest
from desk_in_browser import Desk
from playwright.sync_api import expect, sync_playwright


CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser():
    """Return Debian's Chromium without a window, one per worker of the test run."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    expect.set_options(timeout=15_000)
    # Its driver keeps a loop in this thread, in which Django would refuse to ask its database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield made
        made.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def one_at_a_time(live_server):
    """Let server and test take turns: they share one connection to the database in memory."""
    turn, over, server = threading.RLock(), threading.Event(), live_server.thread.httpd
    served = server.get_app()

    def serve(environ, start_response):
        with turn:
            if over.is_set():
                start_response("503 Service Unavailable", [])
                return []
            return served(environ, start_response)

    server.set_app(serve)
    yield turn
    with turn:
        # A page that asked in its last moment must not meet the database while it is emptied.
        over.set()
        server.set_app(served)


@pytest.fixture
def desk_in(browser, live_server, one_at_a_time, tmp_path):
    """Return a function that opens the desk in a language, with or without JavaScript."""
    opened = []

    def open_desk(language, **options):
        context = browser.new_context(locale=language, **options)
        context.set_default_timeout(15_000)
        opened.append(context)
        return Desk(context.new_page(), live_server.url, one_at_a_time, tmp_path)

    yield open_desk
    for context in opened:
        context.close()
