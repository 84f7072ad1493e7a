import json
from datetime import UTC, datetime

import httpx2

from amends.connectors.network.http import Http
from amends.connectors.platforms.reddit.feeds import hear_feeds


NOW = datetime(2025, 11, 20, 9, 30, tzinfo=UTC)
FEED = """<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><id>t3_abc</id>
<title>Late parcels</title><author><name>/u/noura</name></author>
<link href="https://www.reddit.com/r/nakheel/comments/abc/late/"/>
<published>2025-11-19T09:00:00+00:00</published><content type="html">{}</content></entry></feed>"""
LONG = "&lt;p&gt;late&lt;/p&gt; submitted by &lt;a&gt;/u/noura&lt;/a&gt; &lt;a&gt;[link]&lt;/a&gt; &lt;a&gt;[comments]&lt;/a&gt;"


def hear(words, subreddits, cursor="", content=LONG):
    asked = []

    def play(request):
        asked.append(str(request.url))
        text = FEED.format(content)
        return httpx2.Response(200, text=text, headers={"Content-Type": "text/xml"})

    http = Http(transport=lambda *_: httpx2.MockTransport(play))
    return hear_feeds(words, subreddits, http, cursor, NOW), asked


def test_a_search_finds_what_never_named_us():
    batch, asked = hear(("my shop",), ())
    (one,) = batch.mentions

    assert asked == ["https://www.reddit.com/search.rss?q=%22my+shop%22&sort=new"]
    assert (one.external_id, one.text, one.author_id) == ("t3_abc", "late", "noura")
    assert one.data == {"site": "reddit.com", "is_indirect": True}


def test_a_forum_has_two_feeds():
    first, asked = hear((), ("a/b",))
    asked += hear((), ("a/b",), first.cursor)[1]

    assert asked == [
        "https://www.reddit.com/r/a%2Fb/new/.rss",
        "https://www.reddit.com/r/a%2Fb/comments/.rss",
    ]
    assert "is_indirect" not in first.mentions[0].data


def test_changed_words_are_an_edit():
    first, _ = hear(("a",), ())
    again, _ = hear(("a",), (), first.cursor, content="mended")

    assert [(one.external_id, one.text) for one in again.edits] == [("t3_abc", "mended")]
    assert again.mentions == ()


def test_a_feed_that_is_not_read_any_more_is_forgotten():
    first, _ = hear(("a",), ())
    again, _ = hear(("b",), (), first.cursor)

    assert [url for url in json.loads(again.cursor)["feeds"] if "q=%22a%22" in url] == []


def test_a_cursor_of_the_api_begins_anew():
    assert len(hear(("a",), (), '{"walks":{}}')[0].mentions) == 1
