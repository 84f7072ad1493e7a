"""Mails a second at equal durability, and what a second delivery of twenty of them makes.

Both desks take in the same mails, each in a process of its own, on SQLite with write-ahead log and
``synchronous=FULL``, ours and the peer's in turn: from a folder, and by IMAP from a Dovecot of the
bench's own where one is installed. Thirty other mails come first in each process, uncounted.

    mail_import.py [COUNT] [--postgres]     500 without; the second asks for AMENDS_BENCH_POSTGRES
"""

import shutil
import sys
from pathlib import Path
from typing import Any

from databases import fresh_postgres
from desks import HERE, PEER_PYTHON, VAR, install_peer, our_environment, peer_environment, told
from mailboxes import Boxes, Folders, mailboxes, why_no_dovecot
from results import keep


ROUNDS, AGAIN, WARM, FAR = 2, 20, 30, 1_000_000
NAMES = {
    "ours": "amends, heard",
    "whole": "amends, in a case with owner and clock",
    "peer": "django-helpdesk, a ticket",
}


def main() -> None:
    numbers = [int(one) for one in sys.argv[1:] if one.isdigit()]
    count = numbers[0] if numbers else 500
    install_peer()
    _measure("mail_import", "a folder", count)
    if why := why_no_dovecot():
        print(f"no IMAP: {why}")
    else:
        _measure("mail_import_imap", "IMAP", count)


def _measure(key: str, place: str, count: int) -> None:
    rounds = [_round(place, count) for _ in range(ROUNDS)]
    best = {who: max(rounds, key=lambda r: r[who]["rate"])[who] for who in NAMES}
    found = {
        "mails": count, "place": place, **best,
        "ratio": best["ours"]["rate"] / best["peer"]["rate"],
        "cpu_ratio": best["peer"]["cpu_ms"] / best["ours"]["cpu_ms"],
        "whole_ratio": best["whole"]["rate"] / best["peer"]["rate"],
        "again": rounds[0]["again"],
    }  # fmt: skip
    print(f"{count} mails from {place}")
    for who, name in NAMES.items():
        rate, cpu_ms = best[who]["rate"], best[who]["cpu_ms"]
        print(f"{name:40} {rate:7.0f} mails/s  {cpu_ms:6.2f} CPU-ms a mail")
    print(
        f"{found['ratio']:.1f} times ({found['cpu_ratio']:.1f} in CPU); into a case {found['whole_ratio']:.1f} times; "
        f"made again by {AGAIN} delivered twice: ours {found['again']['ours']}, theirs {found['again']['peer']}"
    )
    keep(f"{key}_postgres" if "--postgres" in sys.argv else key, found)


def _round(place: str, count: int) -> dict[str, Any]:
    home = VAR / "mails"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    if place == "IMAP":
        with mailboxes(home / "boxes") as boxes:
            return _turns(home, boxes, count)
    return _turns(home, Folders(home / "boxes"), count)


def _turns(home: Path, boxes: Boxes, count: int) -> dict[str, Any]:
    """Let each desk take the mails in, and then twenty of them once more."""
    more_ours, more_peer = _databases()
    told_by = {}
    for who, command, environment in (
        ("ours", [sys.executable, str(HERE / "our_import.py")], our_environment(home / "ours", **more_ours) | boxes.trusted),
        ("peer", [str(PEER_PYTHON), str(HERE / "peer" / "desk.py"), "import"],
         peer_environment(home / "peer", **more_peer)),
    ):  # fmt: skip
        (home / who).mkdir()
        warm, box = boxes.fill(f"{who}-warm", WARM, FAR), boxes.fill(who, count)
        told_by[who] = told([*command, box, warm], environment)
        again = boxes.fill(who, AGAIN)
        told_by[f"{who} again"] = told([*command, again], environment)
    ours, peer = told_by["ours"], told_by["peer"]
    whole = {k: ours["heard"][k] + ours["triaged"][k] for k in ("wall_s", "cpu_s")}
    return {
        "ours": _rate(ours["heard"], count), "whole": _rate(whole, count), "peer": _rate(peer, count),
        "again": {"ours": told_by["ours again"]["new"], "peer": told_by["peer again"]["followups"]},
    }  # fmt: skip


def _databases() -> tuple[dict[str, str], dict[str, str]]:
    if "--postgres" not in sys.argv:
        return {}, {}
    ours, peer = fresh_postgres("bench_ours"), fresh_postgres("bench_peer")
    return {"AMENDS_DATABASE_URL": ours}, {"PEER_DATABASE_URL": peer}


def _rate(took: dict[str, float], count: int) -> dict[str, float]:
    return {"rate": count / took["wall_s"], "cpu_ms": 1000 * took["cpu_s"] / count}


if __name__ == "__main__":
    main()
