"""Two workers and two colleagues race on a real database file; what came of it is written as JSON."""

import json
import threading
from pathlib import Path

import people
from django.core.management import call_command
from django.db import connections

from amends.casebook import doors, vault
from amends.casebook.errors import Refused
from amends.casebook.models import Delivery
from amends.rooms.respond import service
from amends.rooms.respond.deliver import deliver


TEXTS = (
    "شكرًا لأنك أخبرتنا يا نورة. وصلتك الماكينة مكسورة، وهذا خطأ منا ونعتذر عنه. "
    "نرسل لك ماكينة جديدة، ونكتب لك على الخاص برقم الشحنة اليوم قبل الساعة 6 مساءً.",
    "نأسف يا نورة، لا نريد أن تنتظري أكثر بسبب الماكينة المكسورة. نتابع معك على الخاص، "
    "وتصلك رسالة منا اليوم قبل الساعة 7 مساءً.",
)


def together(*work):
    """Run each in a thread of its own, all let go at one moment."""
    gate = threading.Barrier(len(work))

    def wait_and(do):
        gate.wait()
        try:
            do()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=wait_and, args=(do,)) for do in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main(folder):
    world = Path(folder) / "world"
    call_command("migrate", verbosity=0)
    brand = people.brand()
    at = people.source(brand, settings=vault.seal({"world": str(world)}))
    noura = people.author(brand)
    refused = []

    def answer(case, text):
        try:
            service.send_reply(
                case, text, user=brand.owner, visibility="public", now=people.NOW,
                reasons=dict.fromkeys(("canned", "over_apology"), "x"),
            )  # fmt: skip
        except Refused as one:
            refused.append(one.because[0])

    case = people.case(brand, at=at, by=noura, language="ar", fault="ours")
    people.mention(at, by=noura, case=case, thread="t")
    answer(case, TEXTS[0])
    together(*[lambda: answer(type(case).objects.get(pk=case.pk), TEXTS[1])] * 2)
    for n in range(6):
        other = people.author(brand, f"a{n}")
        one = people.case(brand, at=at, by=other)
        where = doors.address(one, at, "public")
        doors.put(one, where, f"{n}", now=people.NOW, message="reply")
    together(*[lambda: deliver(people.NOW + people.minutes(1))] * 2)
    said = (world / "said.jsonl").read_text(encoding="utf-8").splitlines()
    keys = [json.loads(line)["key"] for line in said]
    states = sorted(set(Delivery.objects.values_list("state", flat=True)))
    told = {"refused": refused, "said": len(keys), "once": len(set(keys)), "states": states}
    (Path(folder) / "told.json").write_text(json.dumps(told))
