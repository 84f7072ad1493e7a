import os
from pathlib import Path

import pytest

from amends.connectors.mail.html import clean, html_to_text, read_html
from amends.connectors.mail.quotes import new_text


FIXTURES = Path(os.environ["AMENDS_SHARED"]) / "fixtures"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<div>a<div>b</div></div><div>c</div>", "a\nb\nc"),
        ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
        ("<style>x{}</style><title>t</title><script>1</script>a&nbsp;&amp;\n b", "a & b"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\tb"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ('رديء <img alt="😡" src="x"><img alt="logo" src="y">', "رديء 😡"),
        ("<b>unclosed <i>tags", "unclosed tags"),
        ("<![if foo]>a<![endif]>", "a"),
        ("<div>" * 5000 + "deep", "deep"),
        ("", ""),
    ],
)
def test_html_to_text(html, expected):
    assert html_to_text(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        '<p>جديد</p><div class="gmail_quote"><div class="gmail_attr">كتب:</div>'
        '<blockquote class="gmail_quote">قديم</blockquote></div>',
        '<p>جديد</p><div class="gmail_quote">--- Forwarded ---<br>قديم</div>',
        '<p>جديد</p><blockquote type="cite">قديم</blockquote>',
        '<p>جديد</p><div id="appendonsend"></div><hr><p>قديم</p>',
        '<p>جديد</p><div id="divRplyFwdMsg">من: متجر</div><p>قديم</p>',
        '<p>جديد</p><div id="x_divRplyFwdMsg">من: متجر</div><p>قديم</p>',
        '<div><p>جديد</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt">من: متجر'
        "</div></div><p>قديم</p></div><p>قديم</p>",
        '<p>جديد</p><div class="yahoo_quoted" id="y">قديم</div>',
        '<p>جديد</p><div id="mail-editor-reference-message-container">قديم</div>',
        '<p>جديد</p><div class="protonmail_quote">قديم</div>',
    ],
)
def test_what_is_new_is_outside_the_quotes(html):
    assert read_html(html)[1] == "جديد"


def test_answers_between_the_quotes_are_new():
    html = (
        '<div class="gmail_quote"><div class="gmail_attr">نوشت:</div>'
        '<blockquote class="gmail_quote">رسید؟</blockquote><div>نه.</div>'
        "<blockquote>شماره؟</blockquote><div>۴۸۲۱۴</div></div><div>متشکرم</div>"
    )

    assert read_html(html)[1] == "نه.\n۴۸۲۱۴\nمتشکرم"


def test_a_blockquote_that_no_client_made_is_no_quote():
    assert read_html("<p>you say</p><blockquote>24 hours</blockquote>")[1] == (
        "you say\n\n24 hours"
    )


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p onclick=x>a<script>b</script></p>", "<p>a</p>"),
        ('<img src="https://t.test/p.gif" alt="x">', '<img alt="x">'),
        ('<img src="cid:cup">', '<img src="cid:cup">'),
        ('<a href="javascript:x">a</a>', '<a rel="noopener noreferrer">a</a>'),
    ],
)
def test_clean(html, expected):
    assert clean(html) == expected


@pytest.mark.skipif(not FIXTURES.exists(), reason="the shared payloads are not here")
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("email-talon/html_replies/gmail.html", "Hi. I am fine.\n\nThanks,\nAlex"),
        ("email-talon/html_replies/hotmail.html", "Hi. I am fine.\n\nThanks,\nAlex"),
        ("email-talon/html_replies/ms_outlook_2003.html", "Hi. I am fine.\n\nThanks,\n\nAlex"),
        ("email-talon/html_replies/ms_outlook_2007.html", "Hi. I am fine.\n\nThanks,\n\nAlex"),
        ("email-talon/OLK_SRC_BODY_SECTION.html", "Reply"),
        ("email-quotequail/apple_reply.html", "Foo\n\nBar"),
        ("email-quotequail/gmail_forward.html", "test\n\nblah"),
    ],
)
def test_replies_of_real_clients(path, expected):
    html = (FIXTURES / path).read_text("utf-8", "replace")

    assert new_text(read_html(html)[1]) == expected
