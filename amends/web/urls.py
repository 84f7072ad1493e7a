"""Addresses of the desk; the test of the walls walks each of them."""

from django.urls import path

from amends.web.views import language


urlpatterns = [
    path("", language.me, name="inbox"),
    path("me/", language.me, name="me"),
    path("me/language/", language.language, name="language"),
    path("me/theme/", language.theme, name="theme"),
]
