from connectors import web_stage
from connectors.stage import POLLED, Stage


STAGE = Stage("feed", web_stage.prepare_feed, web_stage.fail, web_stage.heal, faults=POLLED)
