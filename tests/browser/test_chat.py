"""The chat in a shop's own page: another origin, a strict policy, the real script."""

import http.server
import threading

import people
import pytest
from django.utils import timezone
from looking import AXE, faults_of

from amends import pipeline
from amends.casebook import vault
from amends.casebook.models import Case, Delivery, Mention


pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop():
    """Serve a shop's page on an origin of its own; returns its address and a place for the page."""
    held = {}

    class Shop(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            page = held["page"].encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", held["policy"])
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", held
    server.shutdown()
    server.server_close()


@pytest.fixture
def at(shop, live_server, one_at_a_time):
    """Open the chat of a brand whose shop is on another origin with a strict policy of its own."""
    origin, held = shop
    with one_at_a_time:
        settings = vault.seal({"origins": [origin]})
        made = people.source(people.brand(), "live_chat", settings=settings)
    desk = live_server.url
    held["policy"] = f"default-src 'none'; script-src {desk}; frame-src {desk}"
    held["page"] = (
        '<!doctype html><html lang="ar" dir="rtl"><title>متجر</title><body>'
        f'<script src="{desk}/static/web/chat-button.js" data-key="{made.token}"></script>'
    )
    return made


def answer(at, text):
    now = timezone.now()
    pipeline.settle(now)
    case = Case.objects.get()
    Delivery.objects.create(
        case=case, source=at, author=case.author, visibility="private", text=text,
        thread=Mention.objects.get().thread, state="sent", sent_at=now, not_before=now,
    )  # fmt: skip


def test_visitor_writes_in_the_shops_page_and_reads_the_answer(
    browser, shop, at, one_at_a_time
):
    page, broken = browser.new_page(), []
    page.on("console", lambda line: broken.append(line.text) if line.type == "error" else None)

    page.goto(shop[0])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    window = page.frame_locator("iframe")
    window.locator("#text").fill("لم يصل طلبي ولا أحد يرد")
    page.wait_for_timeout(3100)  # nobody writes a first line faster
    window.locator("#text").press("Enter")
    window.locator(".bubble", has_text="لم يصل طلبي").wait_for()
    with one_at_a_time:
        answer(at, "نبحث عن طلبك الآن.")
    window.locator(".msg-ours", has_text="نبحث عن طلبك الآن.").wait_for()
    page.goto(shop[0])
    page.locator("button").click()
    again = page.frame_locator("iframe").locator(".msg-ours")
    again.filter(has_text="نبحث عن طلبك الآن.").wait_for()

    assert broken == []
    page.close()


def test_window_shuts_nobody_out(browser, live_server, at):
    page = browser.new_page()
    page.add_init_script(AXE)

    for language in ("ar", "en"):
        page.goto(f"{live_server.url}/chat/{at.token}/?language={language}")
        assert faults_of(page) == []
    page.close()
