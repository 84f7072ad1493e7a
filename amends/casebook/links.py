"""Addresses a customer opens without signing in: an unguessable token each, for one purpose."""

import re

from django.conf import settings

from amends.casebook.models import Brand, Case, Confirmation, Source, Survey


def call_link(source: Source) -> str:
    """Return where a service calls a source; the address is its own and proves nothing alone."""
    return f"{settings.BASE_URL}/in/{source.token}/"


def chat_script(source: Source) -> str:
    """Return the line that brings a chat into a shop's page."""
    there = f"{settings.BASE_URL}{settings.STATIC_URL}web/chat-button.js"
    language = source.brand.language
    return f'<script src="{there}" data-key="{source.token}" data-language="{language}" defer></script>'


def how_link(brand: Brand) -> str:
    """Return where a brand says how it handles complaints."""
    return f"{settings.BASE_URL}/how/{brand.form_key}/"


def status_link(case: Case) -> str:
    """Return where a customer sees how his case stands."""
    return f"{settings.BASE_URL}/status/{case.token}/"


def confirmation_link(ask: Confirmation) -> str:
    """Return where a customer says whether it is really solved; opening it answers nothing."""
    return f"{settings.BASE_URL}/confirm/{ask.token}/"


def survey_link(survey: Survey) -> str:
    """Return where a customer answers two questions."""
    return f"{settings.BASE_URL}/survey/{survey.token}/"


def survey_stop_link(survey: Survey) -> str:
    """Return where a customer says that he wants no more questions (C-26)."""
    return f"{settings.BASE_URL}/survey/{survey.token}/stop/"


_TOKEN = re.compile(r"(/(?:status|confirm|survey)/)[\w-]{16,}")


def without_tokens(text: str) -> str:
    """Return a text as the desk may show it: nobody here answers in the customer's place."""
    return _TOKEN.sub(r"\1…", text)
