from amends.playbook import shapes
from amends.playbook.keys import load_table
from amends.web.names import name_of


def test_each_part_of_a_reply_has_its_name():
    parts = {*shapes.FIRST, *shapes.CLOSING, "public_note"}

    assert [part for part in parts if name_of("parts", part) == part] == []


def test_each_detail_has_its_name():
    details = load_table("listening.toml")["detail"]

    assert [one for one in details if name_of("details", one) == one] == []
