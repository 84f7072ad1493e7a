import pytest
from django.utils import translation
from people import NOW

from amends.web.templatetags import desk


def test_name_of_a_code_and_of_none():
    with translation.override("en"):
        assert (desk.name("refund", "remedies"), desk.name("a box", "remedies")) == (
            "Refund", "a box",
        )  # fmt: skip


@pytest.mark.parametrize("shown", [desk.time, desk.full, desk.day, desk.ago])
def test_no_moment_shows_nothing(shown):
    assert shown(None, "Asia/Riyadh") == ""
    assert shown(NOW, "Asia/Riyadh") != ""


@pytest.mark.parametrize(("kind", "symbol"), [("email", "mail"), ("never_seen", "chat")])
def test_channel_always_has_a_symbol(kind, symbol):
    assert desk.channel_icon(kind) == symbol


@pytest.mark.parametrize(
    ("because", "shown"),
    [
        (
            "او ناراحت است. (S0-04, S4b-08)",
            'او ناراحت است. <bdi dir="ltr">(S0-04, S4b-08)</bdi>',
        ),
        ("A <b> stands here. (S0-04)", 'A &lt;b&gt; stands here. <bdi dir="ltr">(S0-04)</bdi>'),
        ("No id here <i>", "No id here &lt;i&gt;"),
    ],
)
def test_rule_ids_stand_apart_from_the_sentence(because, shown):
    assert desk.ids_apart(because) == shown
