"""Mails a second at equal durability, and what a second delivery of twenty of them makes.

Both desks read the same mails from a folder, each a process of its own, on SQLite with
write-ahead log and ``synchronous=FULL``, ours and the peer's in turn.

    mail_import.py [COUNT]     500 without
"""

import shutil
import sys
from pathlib import Path
from typing import Any

from desks import HERE, PEER_PYTHON, VAR, install_peer, our_environment, peer_environment, told
from mails import write_mails
from results import keep


ROUNDS, AGAIN = 2, 20


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    install_peer()
    rounds = [_round(count) for _ in range(ROUNDS)]
    best = {
        who: max(rounds, key=lambda r: r[who]["rate"])[who] for who in ("ours", "whole", "peer")
    }
    found = {
        "mails": count, **best, "ratio": best["ours"]["rate"] / best["peer"]["rate"],
        "cpu_ratio": best["peer"]["cpu_ms"] / best["ours"]["cpu_ms"],
        "whole_ratio": best["whole"]["rate"] / best["peer"]["rate"],
        "again": rounds[0]["again"],
    }  # fmt: skip
    for who, name in (("ours", "amends, heard"), ("whole", "amends, in a case with owner and clock"),
                      ("peer", "django-helpdesk, a ticket")):  # fmt: skip
        print(
            f"{name:40} {best[who]['rate']:7.0f} mails/s  {best[who]['cpu_ms']:6.2f} CPU-ms a mail"
        )
    print(
        f"{found['ratio']:.1f} times ({found['cpu_ratio']:.1f} in CPU); into a case {found['whole_ratio']:.1f} times; "
        f"made again by {AGAIN} delivered twice: ours {found['again']['ours']}, theirs {found['again']['peer']}"
    )
    keep("mail_import", found)


def _round(count: int) -> dict[str, Any]:
    home, mails, again = VAR / "mails", VAR / "mails" / "new", VAR / "mails" / "again"
    shutil.rmtree(home, ignore_errors=True)
    write_mails(mails, count)
    write_mails(again, AGAIN)
    ours, again_ours = _ours(home, mails), _ours(home, again)
    peer = _peer(home, mails)
    again_peer = _peer(home, again)  # the peer empties its folder as it reads
    whole = {k: ours["heard"][k] + ours["triaged"][k] for k in ("wall_s", "cpu_s")}
    return {
        "ours": _rate(ours["heard"], count), "whole": _rate(whole, count), "peer": _rate(peer, count),
        "again": {
            "ours": again_ours["new"],
            "peer": again_peer["followups"] - peer["followups"],
        },
    }  # fmt: skip


def _ours(home: Path, mails: Path) -> dict[str, Any]:
    told_by: dict[str, Any] = told(
        [sys.executable, str(HERE / "our_import.py"), str(mails)],
        our_environment(home / "ours"),
    )
    return told_by


def _peer(home: Path, mails: Path) -> dict[str, Any]:
    (home / "peer").mkdir(exist_ok=True)
    command = [str(PEER_PYTHON), str(HERE / "peer" / "desk.py"), "import", str(mails)]
    told_by: dict[str, Any] = told(command, peer_environment(home / "peer"))
    return told_by


def _rate(took: dict[str, float], count: int) -> dict[str, float]:
    return {"rate": count / took["wall_s"], "cpu_ms": 1000 * took["cpu_s"] / count}


if __name__ == "__main__":
    main()
