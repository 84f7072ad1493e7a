import pytest

from amends.connectors.values.links import behind_google, canonical, host_of, web_link


@pytest.mark.parametrize(
    ("link", "one"),
    [
        ("http://www.Shop.example/a/", "https://shop.example/a"),
        ("https://shop.example:443/a?utm_source=x&id=7&fbclid=1", "https://shop.example/a?id=7"),
        ("https://shop.example:8443/", "https://shop.example:8443"),
        ("https://shop.example/a#:~:text=bad", "https://shop.example/a"),
        ("https://shop.example/a#utm_source=x", "https://shop.example/a"),
        ("https://shop.example/a#comment-5", "https://shop.example/a#comment-5"),
        ("https://shop.example/a?page=&q=قهوة", "https://shop.example/a?page=&q=%D9%82%D9%87%D9%88%D8%A9"),
        ("javascript:alert(1)", ""),
        ("https://shop.example:x/", ""),
        ("http://[::1", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_canonical_form_of_a_link(link, one):
    assert canonical(link) == one


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "/a", "https://"])
def test_what_leads_to_no_web_page_is_no_link(link):
    assert web_link(link) == ""


def test_bidi_marks_do_not_hide_in_a_link():
    assert web_link("\u202ehttps://a.example/") == "https://a.example/"


def test_host_of_a_link_has_no_www():
    assert (host_of("https://www.a.example/x"), host_of("http://[")) == ("a.example", "")


@pytest.mark.parametrize(
    ("link", "target"),
    [
        (
            "https://www.google.com/url?rct=j&sa=t&url=https://n.example/a?b%3D1%26ct%3D2&ct=ga",
            "https://n.example/a?b=1&ct=2",
        ),
        ("https://www.google.co.uk/url?q=https://n.example/a", "https://n.example/a"),
        ("https://www.google.com/url?url=javascript:alert(1)", ""),
        ("https://www.google.com/url?sa=t", ""),
        ("https://n.example/url?url=https://other.example/", "https://n.example/url?url=https://other.example/"),
        ("https://google.evil.example/url?url=https://a.example", "https://google.evil.example/url?url=https://a.example"),
    ],
)  # fmt: skip
def test_target_stands_behind_google(link, target):
    assert behind_google(link) == target
