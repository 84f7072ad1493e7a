"""What ``amends doctor`` looks at; each finding says what to do."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from amends.casebook import guards, ledger
from amends.casebook.models import Case, Delivery, DeliveryState, Mention, MentionState, Source
from amends.rooms.listen import service as listen


LATE = timedelta(minutes=5)
SKEW = timedelta(minutes=2)
LEAST_FREE_BYTES = 500 * 1024 * 1024
CASES_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; ``advice`` is empty when it is well."""

    what: str
    advice: str = ""

    @property
    def is_well(self) -> bool:
        """Whether there is nothing to do."""
        return not self.advice


def examine(now: datetime | None = None) -> list[Finding]:
    """Look at everything, in order; a check that itself fails is a finding."""
    at = now or datetime.now(UTC)
    findings: list[Finding] = []
    for check in CHECKS:
        try:
            findings.extend(check(at))
        except Exception as error:  # noqa: BLE001 - whatever breaks a check is what doctor must show
            findings.append(
                Finding(f"{check.__name__.strip('_')}: {error}", "See the error above.")
            )
    return findings


def _settings(_: datetime) -> Iterator[Finding]:
    local = settings.BASE_URL.startswith(("http://127.", "http://localhost", "https://"))
    yield Finding(
        f"customers reach us at {settings.BASE_URL}",
        ""
        if local
        else "Put a reverse proxy with HTTPS in front and set AMENDS_IS_HTTPS=true.",
    )
    yield Finding("debug is off" if not settings.DEBUG else "debug is on",
                  "Set AMENDS_DEBUG=false." if settings.DEBUG else "")  # fmt: skip
    free = shutil.disk_usage(settings.HOME).free
    yield Finding(f"{free // 2**20} MiB free in {settings.HOME.name}",
                  "Make room before mails are lost." if free < LEAST_FREE_BYTES else "")  # fmt: skip


def _database(_: datetime) -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    yield Finding(f"database {connection.vendor}, {len(waiting)} migrations waiting",
                  "Run: amends manage migrate" if waiting else "")  # fmt: skip


def _ledger(_: datetime) -> Iterator[Finding]:
    missing = guards.missing_guards()
    yield Finding("the ledger refuses changes" if not missing else f"guards missing: {missing}",
                  "Run: amends manage migrate" if missing else "")  # fmt: skip
    latest = Case.objects.order_by("-pk")[:CASES_LOOKED_AT]
    broken = [str(case) for case in latest if ledger.first_broken(case)]
    yield Finding(f"chains of the latest {CASES_LOOKED_AT} cases hold" if not broken else
                  f"broken chains: {', '.join(broken)}",
                  "Somebody changed the ledger: keep a copy and ask who." if broken else "")  # fmt: skip


def _sources(_: datetime) -> Iterator[Finding]:
    for source in Source.objects.filter(is_enabled=True).select_related("brand"):
        name = f"{source.brand} · {source} ({source.kind})"
        try:
            listen.connect(source)
        except Exception as error:  # noqa: BLE001 - told to the operator in one line
            yield Finding(f"{name}: {error}", "Open Sources and correct its settings.")
            continue
        trouble = (
            f"{source.error_code}: {source.error_detail}" if source.failures else "heard well"
        )
        yield Finding(f"{name}: {trouble}", _advice(source))


def _advice(source: Source) -> str:
    if not source.failures:
        return ""
    if source.error_code == "needs_reconnecting":
        return "Sign this source in again on the Sources page."
    if source.error_code == "out_of_credits":
        return "Buy credits for this account on the channel's own page."
    return f"It failed {source.failures} times in a row; it is tried again by itself."


def _worker(now: datetime) -> Iterator[Finding]:
    left = Mention.objects.exclude(state=MentionState.TRIAGED).filter(heard_at__lt=now - LATE)
    late = left.count() + Delivery.objects.filter(
        state=DeliveryState.READY, not_before__lt=now - LATE
    ).count()  # fmt: skip
    yield Finding(f"{late} rows wait longer than five minutes",
                  "Is a worker running? Start: amends work" if late else "")  # fmt: skip
    unknown = Delivery.objects.filter(state=DeliveryState.UNKNOWN).count()
    yield Finding(f"{unknown} deliveries of unknown fate",
                  "Open their cases and say whether they went out." if unknown else "")  # fmt: skip


def _clock(now: datetime) -> Iterator[Finding]:
    ahead = Mention.objects.filter(heard_at__gt=now + SKEW).exists()
    yield Finding("this machine's clock agrees with the casebook" if not ahead else
                  "mentions were heard in the future",
                  "Set this machine's clock (NTP): every promise depends on it." if ahead else "")  # fmt: skip


CHECKS: tuple[Callable[[datetime], Iterator[Finding]], ...] = (
    _settings, _database, _ledger, _sources, _worker, _clock,
)  # fmt: skip
