"""The daily work without a mouse: every step by keys, each stop seen, no trap, and said aloud."""

import re

import people
import pytest
from desk_in_browser import PASSWORD
from looking import AXE, faults_in_use
from playwright.sync_api import expect
from two_replies import TALK

from amends.casebook.models import Case


pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LATE = {
    "ar": "طلبي متأخر أسبوعًا كاملًا ولم يصل حتى الآن، خدمة سيئة",
    "fa": "سفارشم یک هفته است دیر کرده و هنوز نرسیده، خدمات بد",
    "en": "My order is ten days late and nobody answers.",
}

# Where the keyboard stands: whether a person can see it, and whether it lies on the screen.
_HERE = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  const rings = [at, at.closest(".row, label")].filter(Boolean).map((one) => getComputedStyle(one));
  const isRinged = rings.some((one) => one.outlineStyle !== "none" && parseFloat(one.outlineWidth) >= 2);
  const isOnScreen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const all = [...document.querySelectorAll("*")];
  return { place: all.indexOf(at), tag: at.tagName, fault: isRinged && isOnScreen ? "" : at.outerHTML.slice(0, 160) };
}"""
_STOPS = 200  # more than any page has


def stands_on(page, selector):
    return page.evaluate("(selector) => document.activeElement.matches(selector)", selector)


def tab_to(page, selector):
    """Press Tab until the keyboard stands there."""
    for _ in range(_STOPS):
        if stands_on(page, selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {selector}")


def goes(page, key):
    """Press a key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def walk(page):
    """Press Tab through a whole page; return how many stops there are, and which cannot be seen."""
    places, faults = [], []
    for _ in range(_STOPS):
        page.keyboard.press("Tab")
        here = page.evaluate(_HERE)
        if here["tag"] == "BODY" or here["place"] in places[:-1]:
            return places, faults
        if here["place"] in places:
            continue  # a date is one stop with several boxes inside
        places.append(here["place"])
        faults += [here["fault"]] if here["fault"] else []
    raise AssertionError("The keyboard is held.")


@pytest.fixture
def desk(desk_in, request):
    made = desk_in(request.param, viewport={"width": 1280, "height": 900})
    made.page.add_init_script(AXE)
    for number, words in enumerate((TALK[request.param]["posts"][0], LATE[request.param])):
        made.hears(number, words, author_id=f"guest{number}", thread=f"t{number}")
    return made


def signs_in_by_keys(desk):
    page = desk.page
    page.goto(f"{desk.url}/")
    for field, words in (("#id_login", "alice@desk.example"), ("#id_password", PASSWORD)):
        tab_to(page, field)
        page.keyboard.type(words)
    goes(page, "Enter")
    expect(page.locator("#queue")).to_be_visible()


@pytest.mark.parametrize("desk", ["ar", "fa"], indirect=True)
def test_daily_work_is_done_by_keys(desk):
    page = desk.page
    signs_in_by_keys(desk)
    language = page.get_attribute("html", "lang")

    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.evaluate("document.activeElement.id")
    page.keyboard.press("k")
    first = page.evaluate("document.activeElement.id")
    assert re.match("row-", first)
    assert re.match("row-", second)
    assert first != second
    goes(page, "Enter")

    page.keyboard.press("r")
    assert stands_on(page, "#draft")
    with page.expect_response(lambda answer: answer.url.endswith("/review/")):
        page.keyboard.type(TALK[language]["replies"][0])
    expect(page.locator(".htmx-request")).to_have_count(0)
    expect(page.locator("[aria-live=polite] > #review .promise-offer")).to_be_visible()
    assert faults_in_use(page) == []
    for field in page.query_selector_all("input[name^=reason-], input[name^=why-]"):
        tab_to(page, f"#{field.get_attribute('id')}")
        page.keyboard.type("…")
    tab_to(page, "button[value=send]")
    goes(page, "Enter")
    expect(page.locator("[role=status] .notice").first).to_be_visible()
    assert desk.sees("Your reply is on its way.")
    assert desk.deliveries() == 1


@pytest.mark.parametrize("desk", ["ar", "en"], indirect=True)
def test_bar_sheet_hand_over_and_sleep_by_keys(desk):
    page = desk.page
    with desk.turn:
        people.member(desk.brand)
    signs_in_by_keys(desk)

    page.keyboard.press("?")
    expect(page.locator("#sheet")).to_be_visible()
    assert faults_in_use(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("#sheet")).to_be_hidden()

    page.keyboard.press("Control+k")
    expect(page.locator("#command-q")).to_be_focused()
    expect(page.locator("#command-found [data-command]").first).to_be_visible()
    assert faults_in_use(page) == []
    page.keyboard.press("ArrowDown")
    assert stands_on(page, "[data-command]")
    page.keyboard.press("Escape")
    expect(page.locator("#command")).to_be_hidden()

    page.keyboard.press("j")
    goes(page, "Enter")
    tab_to(page, "#tidy details:has(form[action$='/do/snooze/']) > summary")
    page.keyboard.press("Enter")
    tab_to(page, "form[action$='/do/snooze/'] button")
    goes(page, "Enter")
    with desk.turn:
        assert Case.objects.exclude(snoozed_until=None).count() == 1

    page.keyboard.press("a")
    assert stands_on(page, "#id_handover_to")
    page.keyboard.press("ArrowDown")
    tab_to(page, "form[action$='/do/hand-over/'] button")
    goes(page, "Enter")
    with desk.turn:
        assert sorted(Case.objects.values_list("owner__name", flat=True)) == ["Alice", "Bob"]


@pytest.mark.parametrize("desk", ["ar", "en"], indirect=True)
def test_tab_passes_every_stop_in_sight_and_is_never_held(desk):
    page = desk.page
    signs_in_by_keys(desk)
    for path in ("/", "/cases/rabwa/1/", "/calls/new/", "/coverage/rabwa/"):
        page.goto(f"{desk.url}{path}")
        stops = page.locator(
            "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
        )
        reachable = stops.evaluate_all(
            "(all) => all.filter((one) => one.checkVisibility({ visibilityProperty: true })"
            " && !one.disabled && one.tabIndex >= 0 && !one.matches('[type=radio]:not(:checked)')).length"
        )
        places, faults = walk(page)
        assert faults == []
        assert len(places) >= reachable - 1
        page.goto(f"{desk.url}{path}")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert stands_on(page, "#main *")
