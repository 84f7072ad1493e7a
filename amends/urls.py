"""Every address of the desk."""

from django.urls import include, path


urlpatterns = [
    path("account/", include("amends.web.account_urls")),
    path("", include("amends.web.public_urls")),
    path("", include("amends.web.urls")),
]
