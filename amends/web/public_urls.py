"""Addresses for customers: no sign-in, one unguessable key each; ``casebook.links`` writes them."""

from django.urls import path

from amends.web.views import chat, how, incoming, my_notices, public, questions, status


FRAMED = {"is_framed": True}

urlpatterns = [
    path("f/<slug:key>/", public.form, name="form"),
    path("f/<slug:key>/sent/<str:receipt>/", public.sent, name="form_sent"),
    path("f/<slug:key>/embed/", public.form, FRAMED, name="form_framed"),
    path(
        "f/<slug:key>/embed/sent/<str:receipt>/", public.sent, FRAMED, name="form_framed_sent"
    ),
    path("how/<slug:key>/", how.how, name="how"),
    path("chat/<slug:key>/", chat.chat, name="chat"),
    path("chat/<slug:key>/turns/", chat.turns, name="chat_turns"),
    path("chat/<slug:key>/files/<int:pk>/", chat.chat_file, name="chat_file"),
    path("chat/<slug:key>/mail/", chat.mail, name="chat_mail"),
    path("chat/<slug:key>/writing/", chat.writing, name="chat_writing"),
    path("worker.js", my_notices.worker, name="service_worker"),
    path("manifest.webmanifest", my_notices.manifest, name="manifest"),
    path("in/<slug:token>/", incoming.call, name="call"),
    path("status/<slug:token>/", status.status, name="status"),
    path("status/<slug:token>/files/<int:pk>/", status.status_file, name="status_file"),
    path("status/<slug:token>/reopen/", questions.reopen, name="reopen"),
    path("confirm/<slug:token>/", questions.confirm, name="confirm"),
    path("survey/<slug:token>/", questions.survey, name="survey"),
    path("survey/<slug:token>/stop/", questions.stop, name="survey_stop"),
]
