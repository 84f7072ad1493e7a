import gc
import subprocess
import sys
from pathlib import Path

import pytest

from amends.cli import memory


LEFT_OUT = """
import sys
from amends.cli import memory
memory.leave_out_painting()
import structlog
try:
    {}["no"]
except KeyError:
    structlog.get_logger().exception("broken")
print("structlog" in sys.modules, "rich" in sys.modules, "greenlet" in sys.modules)
import rich
"""


def test_log_is_loaded_without_what_paints_it_and_still_tells_a_traceback():
    done = subprocess.run(
        [sys.executable, "-c", LEFT_OUT], check=True, capture_output=True, text=True
    )

    assert done.stdout.splitlines()[-1] == "True False False"
    assert "KeyError" in done.stdout + done.stderr


def test_what_was_loaded_is_never_looked_through_again():
    before = gc.get_threshold()
    try:
        memory.spare_the_collector()
        assert gc.get_freeze_count() > 0
        assert gc.get_threshold()[0] == memory.NEW_OBJECTS
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


GIVEN_BACK = """
import time
from pathlib import Path
from amends.cli import memory

def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4

memory.share_heap()
pieces = [bytes(100_000) + b"1" for _ in range(600)]
last = pieces[-1]
del pieces
full = held()
memory.give_back_now_and_then(0.05)
until = time.monotonic() + 20
while held() > full - 20_000 and time.monotonic() < until:
    time.sleep(0.05)
print(full - held())
"""


@pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="asks Linux what a process holds"
)
def test_what_is_free_in_the_heap_is_given_back():
    done = subprocess.run(
        [sys.executable, "-c", GIVEN_BACK], check=True, capture_output=True, text=True
    )

    assert int(done.stdout) > 20_000
