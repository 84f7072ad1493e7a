"""PRODUCT's fifth story at a screen, up to the answer to the author: a feed brings a critical article."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import people
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from amends import pipeline
from amends.casebook import vault
from amends.casebook.models import Delivery, Mention, Source


pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "https://reem.example/rabwa-after-three-weeks"
TALK = {
    "ar": {
        "title": "ماكينة ربوة: ثلاثة أسابيع ثم توقفت",
        "article": "اشتريت ماكينة القهوة من متجر ربوة قبل ثلاثة أسابيع وتوقفت عن التسخين. "
        "راسلتهم مرتين ولم يرد أحد، تجربة سيئة.",
        "author": "ريم",
        "answer": "شكرًا يا ريم لأنك كتبتِ تجربتك كاملة. توقفت الماكينة عن التسخين ولم نرد على رسالتيك، "
        "وهذا خطأ منا ونعتذر عنه. استبدلنا قطعة السخان في كل الماكينات عندنا، ونرسل لك ماكينة بديلة: "
        "راسلينا على الخاص برقم طلبك.",
        "begging": " ونرجو أن تحذفي المقال بعد وصولها.",
    },
    "fa": {
        "title": "قهوه‌ساز ربوه: سه هفته و تمام",
        "article": "سه هفته پیش از فروشگاه ربوه قهوه‌ساز خریدم و حالا دیگر گرم نمی‌کند. "
        "دو بار پیام دادم و کسی جواب نداد، تجربهٔ بدی بود.",
        "author": "ریحانه",
        "answer": "ریحانهٔ عزیز، ممنون که تجربه‌تان را کامل نوشتید. دستگاه گرم نکرد و به دو پیام شما جواب "
        "ندادیم؛ این اشتباه از ما بود و عذر می‌خواهیم. قطعهٔ گرمکن را در همهٔ دستگاه‌ها عوض کردیم و یک "
        "دستگاه نو برایتان می‌فرستیم: شمارهٔ سفارش را خصوصی برایمان بنویسید.",
        "begging": " لطفاً بعد از رسیدن دستگاه مقاله را حذف کنید.",
    },
}  # fmt: skip


@pytest.fixture
def blog(monkeypatch):
    """Return a blog on this machine; what is set as ``entry`` stands in its feed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Blog)
    server.entry = ""
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("AMENDS_ALLOW_HOSTS", f"127.0.0.1:{server.server_port}")
    yield server
    server.shutdown()
    server.server_close()


class _Blog(BaseHTTPRequestHandler):
    def do_GET(self):
        feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Reem</title>{self.server.entry}</feed>'
        content = feed.encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/atom+xml")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


@pytest.mark.parametrize("language", TALK)
def test_article_is_answered_at_its_place_and_nobody_asks_to_remove_it(desk_in, blog, language):
    desk, talk = desk_in(language), TALK[language]
    blog.entry = entry(talk)
    hears_the_blog(desk, blog)
    desk.speaks(language)
    desk.sign_in()

    desk.opens_case("public")
    assert talk["title"] in desk.page.inner_text("#thread")
    desk.types(talk["answer"] + talk["begging"])
    assert desk.sees("Cannot be sent")
    desk.types(talk["answer"])
    assert not desk.sees("Cannot be sent")
    desk.sends()

    posts_by_hand(desk, talk["answer"])
    assert desk.case().first_reply_at is not None
    # Heard again, it is the same article; changed, it is the same article with other words.
    blog.entry = entry(talk | {"article": talk["article"] + " (+)"})
    hears_the_blog(desk, blog)
    with desk.turn:
        article = Mention.objects.get(source__kind="feed")
    assert (article.text, article.edited_at is not None) == (talk["article"] + " (+)", True)


def entry(talk):
    return (
        f"<entry><id>tag:reem.example,2026:7</id><link href='{PAGE}'/><title>{talk['title']}</title>"
        f"<author><name>{talk['author']}</name></author><updated>{timezone.now().isoformat()}</updated>"
        f"<content>{talk['article']}</content></entry>"
    )


def hears_the_blog(desk, blog):
    """Let the desk read the feed as it would, and every room take its turn."""
    url = f"http://127.0.0.1:{blog.server_port}/feed"
    with desk.turn:
        if not Source.objects.filter(kind="feed").exists():
            people.source(desk.brand, "feed", settings=vault.seal({"url": url}))
        Source.objects.update(due_at=None)
        pipeline.settle(timezone.now(), pipeline.ROOMS)


def posts_by_hand(desk, text):
    """Post where the desk cannot write: the text is copied, the page opened, the deed said."""
    with desk.turn:
        Delivery.objects.filter(state="link").update(not_before=timezone.now())
    desk.page.reload()
    assert desk.page.locator(f"#thread a[href='{PAGE}'].btn").count() == 1
    waits = desk.page.locator("form[action$='/do/posted/']")
    expect(waits).to_have_count(1)
    waits.locator("input[type=url]").fill(f"{PAGE}#comment-3")
    desk.follows("form[action$='/do/posted/'] button")
    with desk.turn:
        posted = Delivery.objects.get(text=text)
    assert (posted.state, posted.url) == ("sent", f"{PAGE}#comment-3")
