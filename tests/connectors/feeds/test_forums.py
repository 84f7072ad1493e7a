import pytest

from amends.connectors.feeds.forums import thread_of


@pytest.mark.parametrize(
    ("link", "thread"),
    [
        # phpBB
        ("https://f.example/viewtopic.php?f=2&t=15&p=123#p123", "/viewtopic.php?t=15"),
        ("https://f.example/viewtopic.php?t=15", "/viewtopic.php?t=15"),
        ("https://f.example/viewtopic.php?p=123#p123", ""),
        # vBulletin, MyBB, Simple Machines
        ("https://f.example/showthread.php?t=12&p=34#post34", "/showthread.php?t=12"),
        ("https://f.example/showthread.php?tid=12&pid=34#pid34", "/showthread.php?tid=12"),
        ("https://f.example/index.php?topic=12.msg34#msg34", "/index.php?topic=12"),
        ("https://f.example/threads/12-late-parcels?p=34#post34", "/threads/12-late-parcels"),
        # XenForo
        ("https://f.example/threads/late-parcels.12/", "/threads/late-parcels.12"),
        ("https://f.example/threads/late-parcels.12/post-34", "/threads/late-parcels.12"),
        ("https://f.example/x/threads/طرد.12/page-2#post-34", "/x/threads/طرد.12"),
        # NodeBB, Invision
        ("https://f.example/topic/12/late-parcels/3", "/topic/12"),
        ("https://f.example/topic/12-late/?do=findComment&comment=34", "/topic/12"),
        # Discourse, Flarum
        ("https://f.example/t/late-parcels/12/3", "/t/late-parcels/12"),
        ("https://f.example/d/12-late-parcels/3", "/d/12"),
        # bbPress
        ("https://f.example/forums/topic/late/page/2/#post-34", "/forums/topic/late"),
        ("https://f.example/forums/topic/late/", "/forums/topic/late"),
        # the comments of a blog
        ("https://f.example/late/#comment-34", "/late"),
        ("https://f.example/?p=12#comment-34", "?p=12"),
        # no forum
        ("https://f.example/late/", ""),
        ("https://f.example/late/#chapter", ""),
        ("https://f.example/threads/", ""),
        ("https://f.example/t/late", ""),
        ("https://f.example/index.php", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_a_link_tells_its_thread(link, thread):
    assert thread_of(link) == (f"https://f.example{thread}" if thread else "")
