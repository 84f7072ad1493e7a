from pathlib import Path

import people
import pytest
from replies import because

from amends.casebook.errors import Refused
from amends.casebook.models import Attachment, Delivery
from amends.casebook.policies import policy_of
from amends.connectors.protocol import Attachment as File
from amends.rooms.respond import enclosing, service
from amends.rooms.respond.deliver import deliver
from amends.rooms.respond.route import route


NOW = people.NOW
VOICE = b"OggS" + bytes(60)
PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(60)
FULL = enclosing.LIMITS.most_file_mb * enclosing.MEGABYTE


def voice(content=VOICE, name="صوتي.ogg"):
    return File(name, "audio/ogg", content)


def answer(shop, case, files, visibility="private", text=None):
    text = (
        text or "وصلتك الماكينة مكسورة يا نورة، وهذا خطأ منا. نكتب لك اليوم قبل الساعة 6 مساءً."
    )
    review = service.review_draft(case, text, user=shop.bob, visibility=visibility, now=NOW)
    reasons = dict.fromkeys(
        (one.code for one in review.findings if one.level == "warn"), "له سبب"
    )
    return service.send_reply(
        case, text, user=shop.bob, visibility=visibility, now=NOW, reasons=reasons, files=files
    )


@pytest.fixture(autouse=True)
def kept(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def test_files_go_out_with_a_private_answer(shop):  # S4c-12
    answer(shop, shop.case(shop.private), [voice(), File("a.php", "text/html", PHOTO)])

    assert deliver(NOW) == 1
    assert shop.said()[0]["files"] == ["صوتي.ogg", "a.png"]
    assert [one.content_type for one in Attachment.objects.all()] == ["audio/ogg", "image/png"]


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ([voice(b"<script>alert(1)</script>", "a.ogg")], "file_not_allowed"),
        ([voice(b"")], "file_empty"),
        ([voice(VOICE + bytes(FULL))], "file_too_big"),
        ([voice()] * 5, "too_many_files"),
        ([voice(VOICE[:4] + bytes(FULL - 4))] * 2, "files_too_big"),
    ],
)
def test_file_is_told_by_its_bytes_and_kept_small(shop, files, code):
    with pytest.raises(Refused) as refused:
        answer(shop, shop.case(shop.private), files)

    assert because(refused) == (code,)
    assert Attachment.objects.count() == Delivery.objects.count() == 0


@pytest.mark.parametrize("files", [[voice()] * 4, [voice(VOICE[:4] + bytes(FULL - 4))]])
def test_as_many_and_as_big_as_is_allowed_goes(shop, files):
    assert answer(shop, shop.case(shop.private), files).attachments.count() == len(files)


def test_no_file_goes_out_in_public(shop, good):
    with pytest.raises(Refused) as refused:
        answer(shop, shop.case(), [voice()], "public", good["ar"])

    assert because(refused) == ("no_files_here",)


@pytest.mark.parametrize(
    ("at", "visibility", "takes"),
    [("private", "private", True), ("public", "public", False), ("link", "public", False)],
)
def test_only_a_private_door_that_carries_files_takes_them(shop, at, visibility, takes):
    case = shop.case(getattr(shop, at))

    assert (
        enclosing.takes_files(route(case, visibility, policy_of(shop.brand)), visibility)
        is takes
    )


def test_answer_whose_file_is_gone_waits_and_never_leaves_without_it(shop):
    answer(shop, shop.case(shop.private), [voice()])
    Path(Attachment.objects.get().file.path).unlink()

    deliver(NOW)

    assert (shop.said(), Delivery.objects.get().state) == ([], "ready")


@pytest.mark.parametrize(
    ("fields", "suggested"),
    [({"anger": 1}, False), ({"anger": 2}, True), ({"anger": 0, "segments": ["vip"]}, True)],
)
def test_voice_is_suggested_to_the_angry_and_the_valued(shop, fields, suggested):  # S4c-12
    assert enclosing.suggests_voice(shop.case(shop.private, **fields)) is suggested
