"""The start of the desk: what is missing or wrong is named, what is right arrives where it belongs."""

import json
import os
import subprocess
import sys

import pytest

from amends import settings


KEYS = {
    "AMENDS_SECRET_KEY": "for tests only, long enough to be accepted",
    "AMENDS_VAULT_KEY": "for tests only, also long enough to be accepted",
}


def start(folder, code="", **environment):
    """Import the settings in a process of their own, with these variables and no others of ours."""
    rest = {k: v for k, v in os.environ.items() if not k.startswith("AMENDS_")}
    here = rest | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))} | environment
    program = f"from amends import settings; {code}"
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env=here,
        capture_output=True,
        text=True,
        check=False,
    )


def told(folder, expression, **environment):
    done = start(folder, f"import json; print(json.dumps({expression}))", **environment)
    assert done.stderr == ""
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"AMENDS_SECRET_KEY": "short"}, "AMENDS_SECRET_KEY"),
        ({"AMENDS_VAULT_KEY": "x" * 31}, "AMENDS_VAULT_KEY"),
        ({"AMENDS_PROXIES": "6"}, "AMENDS_PROXIES"),
        ({"AMENDS_PROXIES": "many"}, "AMENDS_PROXIES"),
        ({"AMENDS_DEBUG": "perhaps"}, "AMENDS_DEBUG"),
    ],
)
def test_wrong_setting_stops_the_start_with_its_name(tmp_path, wrong, named):
    done = start(tmp_path, **(KEYS | wrong))

    lines = done.stderr.splitlines()
    assert (done.returncode, len(lines)) == (1, 2)
    assert lines[1].strip().split(":")[0] == named


def test_missing_keys_are_all_named_at_once(tmp_path):
    done = start(tmp_path)

    names = [line.strip().split(":")[0] for line in done.stderr.splitlines()[1:]]
    assert (done.returncode, names) == (1, ["AMENDS_SECRET_KEY", "AMENDS_VAULT_KEY"])


def test_wrong_secret_is_never_printed(tmp_path):
    done = start(tmp_path, **(KEYS | {"AMENDS_SECRET_KEY": "hunter2"}))

    assert "hunter2" not in done.stderr


def test_secret_comes_from_the_file_its_variable_names(tmp_path):
    (tmp_path / "key").write_text(
        "a key out of a file, long enough to pass\n", encoding="utf-8"
    )
    given = {
        "AMENDS_SECRET_KEY_FILE": str(tmp_path / "key"),
        "AMENDS_VAULT_KEY": KEYS["AMENDS_VAULT_KEY"],
    }

    found = told(tmp_path, "settings.SECRET_KEY", **given)

    assert found == "a key out of a file, long enough to pass"


def test_secret_file_that_is_not_there_stops_the_start_with_its_name(tmp_path):
    done = start(tmp_path, **KEYS, AMENDS_DATABASE_URL_FILE=str(tmp_path / "nowhere"))

    assert done.returncode == 1
    assert done.stderr.splitlines()[1].strip().split(":")[0] == "AMENDS_DATABASE_URL_FILE"


def test_trusted_host_named_in_the_env_file_alone_reaches_the_connectors(tmp_path):
    lines = [f'{name}="{value}"' for name, value in KEYS.items()]
    lines += ["AMENDS_ALLOW_HOSTS=mail.house:143, printer.house:25"]
    (tmp_path / ".env").write_text("\n".join(lines), encoding="utf-8")
    ask = "sorted(__import__('amends.connectors.network.addresses').connectors.network.addresses.allow_hosts_from_environment())"

    assert told(tmp_path, ask) == ["mail.house:143", "printer.house:25"]


def test_variable_of_the_process_wins_over_the_env_file(tmp_path):
    (tmp_path / ".env").write_text("AMENDS_ALLOW_HOSTS=old:1\n", encoding="utf-8")
    found = told(
        tmp_path, "settings.ENVIRONMENT.allow_hosts", **KEYS, AMENDS_ALLOW_HOSTS="new:2"
    )

    assert found == "new:2"


def test_bare_start_is_safe_and_stands_on_sqlite(tmp_path):
    asked = "[settings.DEBUG, settings.DATABASES['default']['ENGINE'], settings.ALLOWED_HOSTS]"

    assert told(tmp_path, asked, **KEYS) == [
        False,
        "amends.casebook.sqlite",
        ["127.0.0.1", "localhost", "[::1]"],
    ]


@pytest.mark.parametrize(
    ("https", "secure"), [("false", [False, False, 0]), ("true", [True, True, 31536000])]
)
def test_https_makes_cookies_secure(tmp_path, https, secure):
    asked = "[settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SECURE_HSTS_SECONDS]"

    assert told(tmp_path, asked, **KEYS, AMENDS_IS_HTTPS=https) == secure


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("postgres://desk:secret@db.house:5433/amends",
         ("amends", "desk", "secret", "db.house", "5433")),
        ("postgresql://a%40b:p%2Fw%3A@[::1]/my%20desk", ("my desk", "a@b", "p/w:", "::1", "")),
        ("postgres:///amends", ("amends", "", "", "", "")),
    ],
)  # fmt: skip
def test_database_url_is_taken_apart(url, parts):
    found = settings._postgres(url)

    assert tuple(found[k] for k in ("NAME", "USER", "PASSWORD", "HOST", "PORT")) == parts
    assert found["ENGINE"] == "django.db.backends.postgresql"


@pytest.mark.parametrize("url", ["mysql://desk@db/amends", "amends.sqlite3"])
def test_database_of_another_kind_stops_the_start_with_its_name(tmp_path, url):
    done = start(tmp_path, **KEYS, AMENDS_DATABASE_URL=url)

    assert done.returncode == 1
    assert done.stderr.splitlines()[1].strip().split(":")[0] == "AMENDS_DATABASE_URL"


@pytest.mark.django_db
def test_token_of_a_public_link_stays_out_of_the_log(client, caplog):
    answer = client.get("/survey/a-token-that-nobody-else-may-read/")

    assert (answer.status_code, caplog.records) == (404, [])


def test_passwords_are_hashed_by_argon2_alone():
    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
