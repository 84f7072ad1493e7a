"""A desk with one of everything, for tests that walk pages."""

from datetime import timedelta

import people
from django.core.files.base import ContentFile
from django.utils import timezone

from amends.casebook import clocks, ledger
from amends.casebook.models import Analysis, Attachment, Hit, Monitor
from amends.casebook.policies import policy_of


def complaint(at, *, text="وصلتني الماكينة مكسورة", by="noura", owner=None, **fields):
    """Return a case with what was said, its analysis and its running clock."""
    now = timezone.now()
    heard = now - timedelta(minutes=3)
    who = people.author(at.brand, external_id=by, platform=at.kind)
    case = people.case(
        at.brand, owner=owner, at=at, by=who,
        **({"language": "ar", "severity": 4, "topics": ["damaged"], "topic": "damaged",
            "opened_at": heard, "last_heard_at": heard, "state_since": heard} | fields),
    )  # fmt: skip
    said = people.mention(
        at, text, by=who, case=case, said_at=heard, state="triaged", visibility=case.visibility
    )
    analysis(said)
    ledger.append(case, "opened", now=heard, because=("S1-20",))
    clocks.start(
        case, "first_reply", now=heard, target_min=15, limit_min=60, policy=policy_of(at.brand)
    )
    return case


def analysis(mention, **fields):
    """Give a mention an analysis."""
    values = {
        "lang": "ar", "is_complaint": True, "complaint_probability": 0.98, "sentiment": -2,
        "sentiment_score": -0.8, "topics": ["damaged"], "severity": 4, "anger": 1, "because": [],
    }  # fmt: skip
    return Analysis.objects.create(mention=mention, **(values | fields))


def attachment(mention, name="photo.html", content=b"<script>alert(1)</script>"):
    """Give a mention a file."""
    file = ContentFile(content, name=name)
    return Attachment.objects.create(
        mention=mention,
        name=name,
        content_type="text/html",
        size_bytes=len(content),
        sha256="0" * 64,
        file=file,
    )


def hit(at, text="موسم النخيل بدأ في المدينة", **fields):
    """Return what a monitor found in a text that may not be about us; it waits for an answer."""
    monitor, _ = Monitor.objects.get_or_create(
        brand=at.brand, name="نخيل", defaults={"names": ["نخيل"], "words": ["نخيل", "nakheel"]}
    )
    said = people.mention(
        at, text, state="triaged", set_aside="maybe_us", directness="overheard"
    )
    analysis(said, is_complaint=False, topics=["other"], severity=1)
    values = {
        "state": "maybe", "relevance": 0.33, "spans": [[7, 11]], "signs": ["name:نخيل"],
        "because": [["commerce", 1.2], ["name:نخيل", -0.8]],
    }  # fmt: skip
    return Hit.objects.create(
        mention=said, brand=at.brand, monitor=monitor, **(values | fields)
    )
