from amends.casebook.models import Notice
from amends.web.notice_words import told


def test_notice_is_said_in_words_and_leads_somewhere():
    notice = Notice(kind="found", facts={"monitor": 1, "us": 1, "maybe": 0})

    said = told(notice, {1: "palms"})

    assert said.words == "“palms” found: 1 text about us."
    assert said.url == "/heard/?kind=indirect"
