"""The lines of the README's table, from what results.py kept."""

from collections.abc import Iterator, Mapping
from typing import Any


def lines(kept: Mapping[str, Any]) -> Iterator[str]:
    """Yield one line for each figure that was measured; several for one at several sizes."""
    for name, tell in TELL.items():
        if name in kept:
            where = ", on PostgreSQL" if name.endswith("_postgres") else ""
            for line in tell(kept[name]["found"]):
                yield f"| {line.replace(' | ', f'{where} | ', 1) if where else line} |"


def _mail_import(found: Any) -> Iterator[str]:
    ours, whole, peer, again = (found[k] for k in ("ours", "whole", "peer", "again"))
    yield (
        f"`mail_import.py` | one mail fetched, parsed, threaded, stored and durable, {found['mails']} mails from {found.get('place', 'a folder')} "
        f"| {ours['rate']:.0f} mails/s, {ours['cpu_ms']:.1f} CPU-ms | {peer['rate']:.0f} mails/s, {peer['cpu_ms']:.1f} CPU-ms "
        f"| {found['ratio']:.1f} × ({found['cpu_ratio']:.1f} × in CPU)"
    )
    yield (
        f"`mail_import.py` | the same until it is read and in a case with owner and clock | {whole['rate']:.0f} mails/s, "
        f"{whole['cpu_ms']:.1f} CPU-ms | the same ticket | {found['whole_ratio']:.1f} ×"
    )
    yield f"`mail_import.py` | made a second time by 20 mails delivered again | {again['ours']} | {again['peer']} | "


def _inbox(found: Any) -> Iterator[str]:
    for count, row in found.items():
        peer, times = "not asked", ""
        if "peer_ms" in row:
            peer = f"{row['peer_ms']:,.0f} ms, {row['peer_cpu_ms']:,.0f} CPU-ms"
            times = f"{row['ratio']:.0f} × ({row['cpu_ratio']:.0f} × in CPU)"
        yield (
            f"`inbox.py` | inbox complete, {int(count):,} open cases | {row['ours_ms']:.1f} ms, "
            f"{row['ours_cpu_ms']:.1f} CPU-ms, {row['queries']} queries | {peer} | {times}"
        )
    counts = sorted(map(int, found))
    if len(counts) > 1:
        first, last = found[str(counts[0])], found[str(counts[-1])]
        grown = last["ours_ms"] / first["ours_ms"]
        in_cpu = last["ours_cpu_ms"] / first["ours_cpu_ms"]
        yield (
            f"`inbox.py` | time at {counts[-1]:,} cases to time at {counts[0]:,} "
            f"| {grown:.2f} × ({in_cpu:.2f} × in CPU) | | "
        )
    poll = max(row["poll_cpu_ms"] for row in found.values())
    yield f"`inbox.py` | has anything moved? asked once a second by each open page | {poll:.1f} CPU-ms | – | "


def _search(found: Any) -> Iterator[str]:
    for count, row in found.items():
        peer = row["peer_ms"].values()
        yield (
            f"`search_words.py` | slowest of six words in three languages, {int(count):,} messages "
            f"| {max(row['index_ms'].values()):.1f} ms in the index; {max(row['page_ms'].values()):.0f} ms, "
            f"{max(row['page_cpu_ms'].values()):.0f} CPU-ms as a page "
            f"| {f'{min(peer):,.0f}–{max(peer):,.0f} ms' if peer else 'not asked'} | "
        )


def _heard(found: Any) -> Iterator[str]:
    worker = found.get("cpu_ms", {}).get("worker")
    cost = f"; worker {worker:.1f} CPU-ms a mention" if worker else ""
    yield (
        f"`heard_to_screen.py` | heard → on the screen at 50 mentions/s for {found['seconds']} s "
        f"| p50 {found['heard_s'][0]:.2f} s, p99 {found['heard_s'][1]:.2f} s ({found['on_screen']} of {found['said']}){cost} "
        f"| polls its mailbox by cron, five minutes | "
    )


def _memory(found: Any) -> Iterator[str]:
    yield (
        f"`memory.py` | all processes, demo loaded, PSS | {found['ours_mb']['total']:.0f} MB "
        f"| {found['peer_mb']:.0f} MB, its web process alone | "
    )


def _first_page(found: Any) -> Iterator[str]:
    yield f"`first_page.py` | clone → first page | {found['seconds']:.0f} s | eight steps by hand | "


def _listen(found: Any) -> Iterator[str]:
    yield (
        f"`listen.py` | calls of a service a second, checked and durable "
        f"| {found['per_s']:.0f} ({found['cpu_ms']:.1f} CPU-ms) "
        f"| {found['bare_per_s']:.0f}, bare Django with one insert ({found['bare_cpu_ms']:.1f} CPU-ms) "
        f"| {found['share']:.0%} "
    )
    yield (
        f"`listen.py` | {found['sources']} sources asked each second by one worker, two of them sick: "
        f"how late | p50 {found['lag_p50_s']:.1f} s, p99 {found['lag_p99_s']:.1f} s | – | "
    )


def _listen_terms(found: Any) -> Iterator[str]:
    yield (
        f"`listen_terms.py` | texts a CPU-second, {found['terms']:,} spellings listened for at once "
        f"| {found['ours']:,.0f} | {found['peer']:,.0f}, one compiled expression "
        f"| {found['ours'] / found['peer']:.0f} × "
    )


TELL = {
    "mail_import": _mail_import,
    "mail_import_imap": _mail_import,
    "mail_import_postgres": _mail_import,
    "mail_import_imap_postgres": _mail_import,
    "inbox": _inbox,
    "search": _search,
    "listen": _listen,
    "listen_terms": _listen_terms,
    "heard_to_screen": _heard,
    "heard_to_screen_postgres": _heard,
    "memory": _memory,
    "first_page": _first_page,
}
