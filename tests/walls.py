"""Every address of the desk and what it takes, and a desk with one row for each to stand on.

A new address is put into one of these tables, or the test of the walls fails; the browser then
visits its page as well.
"""

import desk_rows
import people
from django.urls import URLPattern, URLResolver, get_resolver
from push_server import Browser

from amends.casebook import team
from amends.casebook.models import Cause, Customer, Snippet, Source
from amends.rooms.triage.reaching import devices


# Whose doors are open to everybody: sign-in by allauth, and the pages of those who complain.
PUBLIC_PREFIXES = ("account/", "api/")
PUBLIC_NAMES = {
    "language", "form", "form_sent", "form_framed", "form_framed_sent",
    "status", "status_file", "reopen", "confirm", "survey", "survey_stop", "how", "call", "chat", "chat_turns",
    "chat_writing", "chat_file", "chat_mail",
    "service_worker", "manifest",
}  # fmt: skip

# Each row: what the address takes, how it is asked, and what owner, colleague and stranger get.
WALLS = {
    "inbox": ((), "get", {}, 200, 200, 200),
    "live": ((), "get", {}, 200, 200, 200),
    "bulk": ((), "post", {"deed": "tag"}, 302, 302, 302),
    "command": ((), "get", {}, 200, 200, 200),
    "keys": ((), "get", {}, 200, 200, 200),
    "case_here": (("brand", "number"), "post", {"was": "-"}, 200, 200, 404),
    "saved_views": ((), "get", {}, 200, 200, 200),
    "heard": ((), "get", {}, 200, 200, 200),
    "call_new": ((), "get", {}, 200, 200, 200),
    "call_who": ((), "get", {"number": "0501234567"}, 200, 200, 200),
    "me": ((), "get", {}, 200, 200, 200),
    "me_sessions": ((), "post", {}, 302, 302, 302),
    "my_notices": ((), "get", {}, 200, 200, 200),
    "device_add": ((), "post", {}, 302, 302, 302),
    "device_try": (("device",), "post", {}, 302, 404, 404),
    "device_remove": (("device",), "post", {}, 302, 404, 404),
    "team": ((), "get", {}, 200, 200, 200),
    "team_invite": (("brand",), "get", {}, 200, 403, 404),
    "team_withdraw": (("brand", "invitation"), "post", {}, 302, 403, 404),
    "team_member": (("brand", "member"), "get", {}, 200, 403, 404),
    "team_do": (("brand", "member", "team_deed"), "post", {}, 302, 403, 404),
    "team_password": (("brand", "member"), "post", {}, 200, 403, 404),
    "theme": ((), "post", {"theme": "dark"}, 302, 302, 302),
    "sources": ((), "get", {}, 200, 200, 200),
    "case": (("brand", "number"), "get", {}, 200, 200, 404),
    "case_do": (
        ("brand", "number", "deed"),
        "post",
        {"text": "The box was thin."},
        302,
        302,
        404,
    ),
    "case_reply": (("brand", "number"), "post", {"text": "", "intent": "check"}, 200, 200, 404),
    "case_suggest": (("brand", "number"), "post", {"to": "public"}, 200, 200, 404),
    "drafter": (("brand",), "get", {}, 200, 403, 404),
    "snippets": (("brand",), "get", {}, 200, 403, 404),
    "snippet": (("brand", "snippet"), "post", {"drop": "1"}, 302, 403, 404),
    "case_review": (("brand", "number"), "post", {"text": ""}, 200, 200, 404),
    "heard_complaint": (("brand", "mention"), "post", {}, 302, 302, 404),
    "maybe": ((), "get", {}, 200, 200, 200),
    "maybe_answer": (("brand", "hit"), "post", {"said": "no"}, 302, 302, 404),
    "monitors": ((), "get", {}, 200, 200, 200),
    "monitor_add": (("brand",), "get", {}, 200, 403, 404),
    "monitor": (("brand", "monitor"), "get", {}, 200, 403, 404),
    "monitor_remove": (("brand", "monitor"), "post", {}, 302, 403, 404),
    "whereabouts": ((), "get", {}, 302, 302, 302),
    "whereabouts_of": (("brand",), "get", {}, 200, 200, 404),
    "communities": ((), "get", {}, 302, 302, 302),
    "community": (("brand",), "post", {"of": "delight", "what": "tea"}, 302, 302, 404),
    "notices": ((), "get", {}, 200, 200, 200),
    "notices_seen": ((), "post", {}, 302, 302, 302),
    "attachment": (("file",), "get", {}, 200, 200, 404),
    "customers": ((), "get", {}, 200, 200, 200),
    "customer": (("customer",), "get", {}, 200, 200, 404),
    "causes": ((), "get", {}, 200, 200, 200),
    "cause_do": (("cause", "act"), "post", {"what": ""}, 302, 403, 404),
    "reports": ((), "get", {}, 200, 200, 200),
    "figure": ((), "get", {"figure": "complaints"}, 200, 200, 200),
    "policies": ((), "get", {}, 302, 302, 302),
    "policy": (("brand", "card"), "post", {"channel.public_first": "true"}, 302, 403, 404),
    "practices": ((), "get", {}, 302, 302, 302),
    "practice": (("brand", "language"), "get", {}, 200, 200, 404),
    "practise": (("brand", "language", "exercise"), "post", {"text": "Hello"}, 200, 200, 404),
    "coverages": ((), "get", {}, 302, 302, 302),
    "coverage": (("brand",), "post", {"preset": "fri_sat"}, 302, 403, 404),
    "brands": ((), "get", {}, 302, 403, 302),
    "brand": (("brand",), "get", {}, 200, 403, 404),
    "source_kinds": (("brand",), "get", {}, 200, 403, 404),
    "source_add": (("brand", "kind"), "get", {}, 200, 403, 404),
    "source": (("brand", "source"), "get", {}, 200, 403, 404),
    "source_switch": (("brand", "source"), "post", {"on": "1"}, 302, 403, 404),
    "source_listen": (("brand", "source"), "post", {}, 302, 403, 404),
    "source_taste": (("brand", "source"), "post", {}, 200, 403, 404),
    "source_calls": (("brand", "source"), "post", {}, 302, 403, 404),
}


def addresses(resolver=None, prefix=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        where = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, where)
        elif isinstance(pattern, URLPattern):
            yield where, pattern.name


def invitation(brand):
    team.invite(
        brand, "new@desk.example", role="agent", languages=[], actor=brand.owner, now=people.NOW
    )
    return brand.member_invitations.get()


def stand():
    """Open two brands; return the people and the arguments of every address of the first."""
    rabwa = people.brand()
    bob = people.member(rabwa)
    other = people.brand("other", owner=people.person("Charlie"))
    at = people.source(rabwa)
    case = desk_rows.complaint(at)
    mention = case.mentions.get()
    aside = people.mention(
        at, "hello", by=case.author, set_aside="not_a_complaint", state="triaged"
    )
    desk_rows.analysis(aside, is_complaint=False)
    hit = desk_rows.hit(at)
    return {
        "owner": rabwa.owner,
        "colleague": bob,
        "stranger": other.owner,
        "brand": "rabwa",
        "number": case.number,
        "deed": "note",
        "mention": aside.pk,
        "hit": hit.pk,
        "monitor": hit.monitor_id,
        "file": desk_rows.attachment(mention).pk,
        "kind": "fake_public",
        "member": bob.memberships.get().pk,
        "invitation": invitation(rabwa).pk,
        "team_deed": "remove",
        "cause": Cause.objects.create(brand=rabwa, name="thin box", kind="process").pk,
        "act": "plan",
        "card": "C-03",
        "language": "en",
        "exercise": "lamp",
        "snippet": Snippet.objects.create(brand=rabwa, name="Hours", en="Open from 9 to 5.").pk,
        "customer": Customer.objects.create(brand=rabwa, name="Noura").pk,
        "source": Source.objects.get(brand=rabwa).pk,
        "device": devices.switch_on(rabwa.owner, **Browser().given, now=people.NOW).pk,
    }
