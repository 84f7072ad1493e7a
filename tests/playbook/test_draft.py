from amends.playbook.contract import ReviewContext, Turn
from amends.playbook.draft import Draft, content_words
from amends.playbook.policy import DEFAULT


def test_shared_words_join_forms_of_one_word_and_leave_small_ones_out():
    context = ReviewContext(
        lang="ar", public=True, conversation=(Turn("customer", "الخلاط وصل مكسور"),)
    )

    assert Draft("نعتذر عن خلاط مكسورة", context, DEFAULT).shared_words == {"خلاط", "مكسو"}


def test_small_words_say_nothing():
    assert content_words("thank you for your order, we are sorry") == frozenset()


def test_only_the_newest_turns_are_read():
    turns = tuple(Turn("customer", f"message {n}") for n in range(500))
    draft = Draft("", ReviewContext(lang="en", public=True, conversation=turns), DEFAULT)

    assert (len(draft.customer_texts), draft.customer_texts[-1]) == (12, "message 499")


def test_unknown_time_zone_is_read_as_utc():
    draft = Draft(
        "by 5 pm", ReviewContext(lang="en", public=True, timezone="Moon/Base"), DEFAULT
    )

    assert draft.promises_a_time
