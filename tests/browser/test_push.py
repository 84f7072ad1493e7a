"""A browser is switched on by keyboard, and shows what the desk pushed to it.

Debian's Chromium has no push service of its own: where it would ask one for an address and keys, it
gets those of ours. What the desk sealed for them is opened there and handed to the real worker.
"""

import json

import pytest
from playwright.sync_api import expect
from push_server import Browser, PushService

from amends.casebook import notices
from amends.casebook.models import Device
from amends.rooms.triage.reaching import carrying, service


pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OURS = """
PushManager.prototype.getSubscription = async () => (%s);
PushManager.prototype.subscribe = async function (options) {
  window.askedWith = new Uint8Array(options.applicationServerKey).length;
  const given = %s;
  const raw = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0)).buffer;
  return { endpoint: given.endpoint, getKey: (name) => raw(given[name]) };
};
"""
SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(
  ({ title, body, lang, dir, tag, data }) => ({ title, body, lang, dir, tag, url: data.url }))"""


def shown_of(page, words):
    """Hand a message to the worker as the browser does, until it has shown something.

    A worker that does not start in time loses what it was handed, and a push service brings it again:
    what has the same tag is shown once.
    """
    tools = page.context.new_cdp_session(page)
    known = []
    tools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: known.extend(told["registrations"]),
    )
    tools.send("ServiceWorker.enable")
    for turn in range(100):
        if known and turn % 20 == 1:
            given = {"origin": page.evaluate("location.origin"), "data": json.dumps(words)}
            given["registrationId"] = known[-1]["registrationId"]
            tools.send("ServiceWorker.deliverPushMessage", given)
        if shown := page.evaluate(SHOWN):
            return shown
        page.wait_for_timeout(200)
    return []


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_device_is_switched_on_and_shows_what_was_pushed(desk_in, language):
    desk = desk_in(language)
    desk.speaks(language)
    own = Browser()
    push = PushService(own)
    page = desk.page
    page.context.grant_permissions(["notifications"])
    page.add_init_script(OURS % ((json.dumps(own.given),) * 2))
    desk.sign_in()

    page.goto(f"{desk.url}/me/notices/")
    page.locator("form[data-push] button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-device]")).to_have_count(1)
    expect(page.locator("[data-here]")).to_be_visible()

    assert page.evaluate("navigator.serviceWorker.ready.then((w) => w.scope)") == f"{desk.url}/"
    with desk.turn:
        device = Device.objects.select_related("user").get()
        told = {"brand": desk.brand, "users": [device.user_id], "kind": "crisis", "facts": {}}
        now = device.added_at
        notices.tell(**told, key="k", now=now)
        service.run(now)
        carrying.carry(now, http=push.http)
    (words,) = push.shown

    (shown,) = shown_of(page, words)
    assert shown == {
        name: words[name] for name in ("title", "body", "lang", "dir", "tag", "url")
    }
    assert (shown["lang"], shown["dir"]) == (language, "rtl")


def test_browser_that_refuses_says_what_to_do(desk_in):
    desk = desk_in("en")
    desk.speaks("en")
    desk.sign_in()

    desk.page.goto(f"{desk.url}/me/notices/")
    desk.page.locator("form[data-push] button").click()

    expect(desk.page.locator("[data-refused]")).to_contain_text("did not allow it")
    with desk.turn:
        assert not Device.objects.exists()


def test_page_says_so_where_nothing_can_be_switched_on(desk_in):
    desk = desk_in("en")
    desk.speaks("en")
    desk.page.add_init_script("delete window.PushManager;")
    desk.sign_in()

    desk.page.goto(f"{desk.url}/me/notices/")

    expect(desk.page.locator("form[data-push]")).to_be_hidden()
    expect(desk.page.locator("[data-no-push]")).to_be_visible()
