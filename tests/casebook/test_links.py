from amends.casebook import links
from amends.casebook.models import Brand, Case, Confirmation, Survey


def test_links_lead_to_the_desk_by_token(settings):
    settings.BASE_URL = "https://desk.example"

    assert [
        links.status_link(Case(token="a")),
        links.how_link(Brand(form_key="k")),
        links.confirmation_link(Confirmation(token="b")),
        links.survey_link(Survey(token="c")),
        links.survey_stop_link(Survey(token="c")),
    ] == [
        "https://desk.example/status/a/",
        "https://desk.example/how/k/",
        "https://desk.example/confirm/b/",
        "https://desk.example/survey/c/",
        "https://desk.example/survey/c/stop/",
    ]


def test_without_tokens_leaves_no_link_that_answers_for_the_customer():
    text = f"see http://x/confirm/{'a' * 32}/ or /how/x/"

    assert links.without_tokens(text) == "see http://x/confirm/…/ or /how/x/"
