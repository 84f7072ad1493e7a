from amends.connectors import outgoing


def test_key_of_a_mail_is_a_message_id_of_our_domain():
    key = outgoing.new_key("email", "shop.example")

    assert (key[:3], key[-14:]) == ("<t.", "@shop.example>")


def test_key_of_another_channel_is_never_the_same_twice():
    assert len({outgoing.new_key("fake_public", "shop.example") for _ in range(3)}) == 3


def test_only_kinds_that_write_in_private_are_private_doors():
    platforms = outgoing.private_platforms()

    assert platforms["fake_private"] == "fake"
    assert "fake_public" not in platforms
