"""The analysis under an engine: `analyse_rows` mapped by Ray and by Spark in local mode, where installed.

It shows that the function needs nothing but its rows; what an engine adds is starting time.
"""

import importlib.util
import time
from collections.abc import Callable

from amends.rooms.understand.bulk import analyse_rows


ROWS = [
    (str(at), text)
    for at, text in enumerate(["وين طلبي", "عالی بود", "It broke after a day"] * 2000)
]
CORES = 2


def by_ray() -> int:
    import ray

    ray.init(num_cpus=CORES, include_dashboard=False, log_to_driver=False)
    try:
        read = ray.remote(analyse_rows)
        parts = [read.remote(ROWS[at : at + 1000]) for at in range(0, len(ROWS), 1000)]
        return sum(map(len, ray.get(parts)))
    finally:
        ray.shutdown()


def by_spark() -> int:
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master(f"local[{CORES}]").getOrCreate()
    try:
        rows = session.sparkContext.parallelize(ROWS, CORES)
        return int(rows.mapPartitions(analyse_rows).count())
    finally:
        session.stop()


def show(name: str, module: str, work: Callable[[], int]) -> None:
    if importlib.util.find_spec(module) is None:
        print(f"{name}: not installed, nothing shown")
        return
    start = time.perf_counter()
    count = work()
    print(f"{name}: {count} rows in {time.perf_counter() - start:.1f} s, start included")


def main() -> None:
    show("Ray", "ray", by_ray)
    show("Spark", "pyspark", by_spark)
    start = time.perf_counter()
    print(
        f"alone: {len(analyse_rows(ROWS))} rows in {time.perf_counter() - start:.1f} s, one core"
    )


if __name__ == "__main__":
    main()
