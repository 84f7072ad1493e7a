from people import NOW

from amends import pipeline


def room(*moved):
    rest = list(moved)
    return lambda _now: rest.pop(0) if rest else 0


def broken(now):
    raise RuntimeError(now)


def test_rooms_stand_in_the_order_of_the_loop():
    names = [name for name, _ in pipeline.ROOMS]

    assert names == [
        "listen", "calls", "files", "understand", "verify", "triage", "respond", "deliver", "resolve",
        "follow_up", "diagnose", "coach", "clocks", "reaching",
    ]  # fmt: skip


def test_sweep_adds_up_what_moved():
    assert pipeline.sweep(NOW, (("one", room(2)), ("two", room(3)))) == 5


def test_sweep_goes_on_after_a_broken_room():
    assert pipeline.sweep(NOW, (("one", broken), ("two", room(3)))) == 3


def test_settle_walks_until_nothing_moves():
    assert pipeline.settle(NOW, (("one", room(2, 1)), ("two", room(0, 1, 1)))) == 5


def test_settle_ends_where_a_room_never_rests():
    assert pipeline.settle(NOW, (("one", lambda _now: 1),)) == 1000
