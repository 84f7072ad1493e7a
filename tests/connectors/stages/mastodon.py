from connectors import web_stage
from connectors.stage import POLLED, Stage


STAGE = Stage(
    "mastodon",
    web_stage.prepare_mastodon,
    web_stage.fail,
    web_stage.heal,
    faults=POLLED,
    settings={"first_days": 0},
)
