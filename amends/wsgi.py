"""What the web server loads; with AMENDS_EMBEDDED_WORKER it works in a thread as well."""

import os

from amends.cli import memory


memory.leave_out_painting()

from django.core.wsgi import get_wsgi_application  # noqa: E402 - only now is the log loaded


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.settings")
application = get_wsgi_application()
memory.spare_the_collector()
memory.give_back_now_and_then()

from django.conf import settings  # noqa: E402 - only now are the settings there


if settings.ENVIRONMENT.embedded_worker:
    from amends import engine

    engine.start_in_thread()
