from dataclasses import replace

from amends.connectors.kinds import capability_at, post_link
from amends.connectors.registry import CONNECTORS


def test_a_message_may_allow_less_than_its_kind():
    kind = replace(
        CONNECTORS["fake_public"],
        narrow=lambda can, data: can if data.get("is_near") else replace(can, public="none"),
    )

    assert capability_at(kind, dict, {"is_near": True}).public == "api"
    assert capability_at(kind, dict).public == "none"


def test_a_kind_knows_the_page_where_a_person_posts():
    kind = CONNECTORS["fake_link"]
    written = replace(kind, post_link=lambda key, _url, text: f"https://a.example/{key}?{text}")

    assert post_link(kind, "7", "https://a.example/p", "hi") == "https://a.example/p"
    assert post_link(written, "7", "https://a.example/p", "hi") == "https://a.example/7?hi"
