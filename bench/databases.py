"""Empty databases on the PostgreSQL server that AMENDS_BENCH_POSTGRES names, for the benches."""

import os
import sys
from urllib.parse import urlsplit


SERVER = "AMENDS_BENCH_POSTGRES"


def fresh_postgres(name: str) -> str:
    """Make a database anew and return its address; what stood under its name is dropped."""
    import psycopg
    from psycopg import sql

    server = os.environ.get(SERVER, "")
    if not server:
        sys.exit(f"{SERVER} names no server: postgres://user@host:port/postgres")
    with psycopg.connect(server, autocommit=True) as to:
        for words in ("DROP DATABASE IF EXISTS {} WITH (FORCE)", "CREATE DATABASE {}"):
            to.execute(sql.SQL(words).format(sql.Identifier(name)))
    return urlsplit(server)._replace(path=f"/{name}").geturl()
