import pytest
from connectors.youtube_server import ME

from amends.connectors.platforms.youtube.settings import Settings
from amends.connectors.source_settings import SettingsError


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({}, []),
        ({"channel": "@rabwa"}, ["channel"]),
        ({"key": ""}, ["key"]),
        ({"key": "", "refresh_token": "r"}, []),
        ({"videos": ("a page",)}, ["videos"]),
    ],
)
def test_settings_that_cannot_work_are_refused(change, wrong):
    given = {"channel": ME, "key": "k"} | change

    if wrong:
        with pytest.raises(SettingsError) as refusal:
            Settings(**given)
        assert list(refusal.value.problem_by_setting) == wrong
    else:
        assert Settings(**given)


def test_videos_are_known_by_all_their_links():
    links = (
        "https://www.youtube.com/watch?v=abcdefghij1&t=3s",
        "https://youtu.be/abcdefghij2?si=x",
        "https://www.youtube.com/shorts/abcdefghij3",
        "abcdefghij4",
    )

    settings = Settings(channel=ME, key="k", videos=links)

    assert settings.video_ids == tuple(f"abcdefghij{n}" for n in range(1, 5))
