"""What the composer and practice show while somebody writes: in reach, in sight, for everybody."""

import pytest
from looking import AXE, NARROW, WIDE, faults_of
from playwright.sync_api import expect
from two_replies import TALK


pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = NARROW[1]
FAR = {
    "ar": ("oud", "شكرًا لأنك كتبت لنا، هذا خطأ منا. أكتب لك بنفسي يوم الخميس الساعة 5 مساءً."),
    "fa": ("teapot", "ممنون که نوشتید، اشتباه از ما بود. خودم پنج‌شنبه ساعت ۵ عصر برایتان می‌نویسم."),
    "en": ("lamp", "Thank you for writing, it was our mistake. I will write to you on Thursday at 5 pm."),
}  # fmt: skip

_IS_IN_SIGHT = """(list) => {
  const box = list.getBoundingClientRect();
  return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
}"""
_TOO_LONG = "document.scrollingElement.scrollHeight - innerHeight"


@pytest.fixture(params=FAR)
def desk(desk_in, request):
    made = desk_in(request.param, viewport=WIDE)
    made.page.add_init_script(AXE)
    made.speaks(request.param)
    made.hears(1, TALK[request.param]["posts"][0])
    made.sign_in()
    return made


def test_composer_in_use_shuts_nobody_out(desk):  # S3-26, S3-27, S3-09
    page = desk.page
    language = page.get_attribute("html", "lang")
    desk.opens_case("public")
    desk.types(FAR[language][1])

    expect(page.locator("#review input[name^=why-]").first).to_be_visible()
    assert not {"0", "٠", "۰"} & set(page.locator("#marks sup").all_inner_texts())
    page.click(".bystander > summary")
    expect(page.locator("#bystander-draft")).to_have_text(FAR[language][1])
    assert page.evaluate(_TOO_LONG) <= 0
    assert faults_of(page) == []
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        menus = page.locator("#skeleton details")
        assert menus.count() >= 1
        for menu in menus.all():
            menu.locator("summary").click()
            assert menu.locator(".menu-list").evaluate(_IS_IN_SIGHT)
            page.keyboard.press("Escape")

    page.goto(f"{desk.url}/practice/rabwa/{language}/{FAR[language][0]}/")
    page.fill("#text", FAR[language][1])
    desk.follows("main form button")
    expect(page.locator("#judged")).to_be_visible()
    assert faults_of(page) == []
