"""Kill a worker fifty times while 500 mentions and their answers are under way; run as a script.

Its one argument is the seed. It prints one JSON object: what the casebook and the practice world
hold when all is done. Django is loaded once; each worker is a fork of this process.
"""

import json
import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import django


sys.path.insert(0, str(Path(__file__).parents[1]))
django.setup()

import people  # noqa: E402 - Django comes first
import worlds  # noqa: E402 - the same
from django.conf import settings  # noqa: E402 - the same
from django.core.management import call_command  # noqa: E402 - the same
from django.db import connections  # noqa: E402 - the same
from django.db.models import Count  # noqa: E402 - the same

from amends import engine, pipeline  # noqa: E402 - the same
from amends.casebook import ledger  # noqa: E402 - the same
from amends.casebook.models import (  # noqa: E402 - the same
    Analysis,
    Case,
    Clock,
    Delivery,
    Mention,
    Promise,
    Source,
)
from amends.rooms.resolve import service as resolve  # noqa: E402 - the same
from amends.rooms.respond import service as respond  # noqa: E402 - the same
from amends.rooms.understand import rules as reader  # noqa: E402 - the same


POSTS, KILLS, REPLIES_A_ROUND = 500, 50, 6
AT_FIRST, A_ROUND = 50, 9
CATCH_UP_EVERY = 4  # rounds after which a worker lives, so that the next ones die in every room
THINGS = {
    "ar": (
        "الماكينة",
        "الخلاط",
        "السماعة",
        "الغلاية",
        "المكواة",
        "الساعة",
        "الحقيبة",
        "المروحة",
    ),
    "fa": ("دستگاه", "همزن", "هدفون", "کتری", "اتو", "ساعت", "کیف", "پنکه"),
    "en": ("machine", "blender", "headset", "kettle", "iron", "watch", "bag", "fan"),
}
MORE = {
    "ar": (
        "وأريد بديلًا",
        "بعد أسبوعين",
        "والعلبة ممزقة",
        "من أول يوم",
        "وهي هدية لأمي",
        "للمرة الثانية",
        "مع أنها غالية",
    ),
    "fa": (
        "و تعویض می‌خواهم",
        "بعد از دو هفته",
        "و جعبه پاره بود",
        "از روز اول",
        "و هدیهٔ مادرم بود",
        "برای بار دوم",
        "با این‌که گران بود",
    ),
    "en": (
        "and I want a new one",
        "and two weeks late",
        "in a torn box",
        "on day one",
        "and it was a gift",
        "for the second time",
        "though it was dear",
    ),
}
SAID = {
    "ar": "وصلتني {} مكسورة {}",
    "fa": "{} شکسته به دستم رسید {}",
    "en": "The {} arrived broken {}",
}
REPLIES = {
    "ar": "نعتذر، الماكينة وصلتك مكسورة وهذا خطأ منا. نرسل بديلًا ونكتب لك على الخاص اليوم قبل الساعة 11 مساءً.",
    "fa": "عذر می‌خواهیم، دستگاه شکسته فرستادیم و تقصیر ماست. امروز تا ساعت ۱۱ شب در دایرکت برایتان می‌نویسم.",
    "en": "I am sorry, we sent you a broken machine. A new one leaves today and I will write to you privately by 11 pm.",
}


def main(seed):
    call_command("migrate", verbosity=0)
    world = Path(settings.HOME) / "world"
    brand = people.brand(timezone="UTC")
    people.policy(brand, "limits.undo_s", 0)  # a worker shall be killed while it speaks
    for kind in ("fake_public", "fake_private"):
        worlds.source(brand, world, kind, page_size=20)
    to_come = posts()
    worlds.world(world, *islice(to_come, AT_FIRST))
    reader.analyse_many(["warm up"])
    dice, pauses = random.Random(seed), []
    for number in range(KILLS):
        pauses.append(dice.randrange(5, 251))
        worlds.world(world, *islice(to_come, A_ROUND))
        # Fifty die within the minute for which one of them may hold a source.
        Source.objects.update(due_at=None)
        worked_for(pauses[-1])
        if not number % CATCH_UP_EVERY:
            pipeline.sweep(datetime.now(UTC))
        answer_some(dice)
    finish()
    told = counted(world) | {"pauses_ms": pauses}
    sys.stdout.write(json.dumps(told))


def posts():
    """Return 500 things said: people who write twice, threads with turns, some in private."""
    for number in range(POSTS):
        who, language = number // 5 * 4 + min(number % 5, 3), list(SAID)[number % 3]
        thing = THINGS[language][number % 8], MORE[language][number % 7]
        private = number % 7 == 0
        yield worlds.post(
            number,
            SAID[language].format(*thing),
            author_id=f"a{who}",
            thread=f"{'dm' if private else 't'}{who}",
            visibility="private" if private else "public",
            at=datetime.now(UTC).isoformat(),
        )


def worked_for(pause_ms):
    """Let a worker of its own process work, and end it without a warning."""
    connections.close_all()
    worker = os.fork()
    if not worker:
        try:
            engine.work(threading.Event())
        finally:
            os._exit(1)
    time.sleep(pause_ms / 1000)
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)


def answer_some(dice):
    """Write to some who were not answered yet, in public and in private, and promise them something."""
    now = datetime.now(UTC)
    waiting = Case.objects.annotate(n=Count("replies")).filter(n=0).order_by("pk")
    for case in waiting[:REPLIES_A_ROUND]:
        visibility = dice.choice([case.visibility, case.visibility, "private"])
        text = REPLIES[case.language]
        review = respond.review_draft(
            case, text, user=case.owner, visibility=visibility, now=now
        )
        reasons = {one.code: "x" for one in review.findings if one.level == "warn"}
        respond.send_reply(
            case, text, user=case.owner, visibility=visibility, now=now, reasons=reasons
        )
        if dice.random() < 0.3:
            due_at = now + timedelta(minutes=30)
            resolve.promise(case, "news", due_at, user=case.owner, now=now)


def finish():
    """Work until nothing moves any more; later also on what a dead worker held."""
    for later in (0, 6, 12):
        now = datetime.now(UTC) + timedelta(minutes=later)
        Source.objects.update(due_at=None)
        while pipeline.sweep(now):
            Source.objects.update(due_at=None)


def counted(world):
    """Return every number the test compares."""
    return {**heard_and_owned(), **said_and_promised(world)}


def heard_and_owned():
    heard = Mention.objects.filter(is_ours=False)
    complaints = Analysis.objects.filter(is_complaint=True, mention__is_ours=False)
    cases = Case.objects.annotate(n=Count("mentions"))
    people_with = Case.objects.values("author").annotate(n=Count("pk"))
    return {
        "mentions": heard.count(),
        "ids": heard.values("external_id").distinct().count(),
        "not_triaged": Mention.objects.exclude(state="triaged").count(),
        "put_off": heard.filter(failures__gt=0).count(),
        "complaints_without_case": complaints.filter(mention__case=None).count(),
        "cases": cases.count(),
        "cases_without_mention": cases.filter(n=0).count(),
        "authors": heard.exclude(case=None).values("author").distinct().count(),
        "authors_with_two_cases": people_with.filter(n__gt=1).count(),
        "owners": list(Case.objects.values_list("owner__name", flat=True).distinct()),
        "broken_chains": sum(ledger.first_broken(case) is not None for case in cases),
    }


def said_and_promised(world):
    said = worlds.said(world)
    lines = Counter(line["key"] for line in said)
    keys = Delivery.objects.values_list("key", flat=True)
    sent, unknown = set(keys.filter(state="sent")), set(keys.filter(state="unknown"))
    clocks = Clock.objects.filter(kind="first_reply")
    by_case = clocks.values("case").annotate(n=Count("pk")).order_by("case")
    answered = Delivery.objects.filter(state="sent", message="reply").values("case")
    return {
        "cases_with_clock": len(by_case),
        "first_reply_clocks": sorted({row["n"] for row in by_case}),
        "running_after_a_reply": clocks.filter(state="running", case__in=answered).count(),
        "promises": Promise.objects.count(),
        "promise_clocks": Clock.objects.filter(kind="promise").count(),
        "promises_without_clock": Promise.objects.exclude(clock__kind="promise").count(),
        "keys_said_twice": sum(n > 1 for n in lines.values()),
        "sent": len(sent),
        "sent_without_line": len(sent - set(lines)),
        "said_without_delivery": len(set(lines) - sent - unknown),
        "unknown": len(unknown),
        "unknown_in_private": keys.filter(state="unknown", visibility="private").count(),
        "neither_sent_nor_unknown": keys.exclude(state__in=["sent", "unknown"]).count(),
        "echoes": Mention.objects.filter(is_ours=True).count() - len(said),
    }


main(sys.argv[1])
