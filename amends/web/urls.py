"""Addresses of the desk; the test of the walls walks each of them."""

from django.urls import path

from amends.web.views import (
    brand,
    bulk,
    calls,
    case,
    causes,
    coverage,
    customers,
    files,
    heard,
    inbox,
    language,
    live,
    me,
    policy,
    reply,
    reports,
    saved,
    sources,
    team,
)


A_CASE = "cases/<slug:brand>/<int:number>/"
A_BRANDS_SOURCES = "sources/<slug:brand>/"
A_TEAM = "team/<slug:brand>/"

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("live/", live.live, name="live"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("views/", saved.saved_views, name="saved_views"),
    path("calls/new/", calls.call_new, name="call_new"),
    path("calls/who/", calls.call_who, name="call_who"),
    path("heard/", heard.heard, name="heard"),
    path("heard/<slug:brand>/<int:pk>/complaint/", heard.complaint, name="heard_complaint"),
    path(A_CASE, case.case, name="case"),
    path(f"{A_CASE}do/<slug:deed>/", case.do, name="case_do"),
    path(f"{A_CASE}reply/", reply.case_reply, name="case_reply"),
    path(f"{A_CASE}review/", reply.case_review, name="case_review"),
    path("files/<int:pk>/", files.attachment, name="attachment"),
    path("sources/", sources.sources, name="sources"),
    path(f"{A_BRANDS_SOURCES}add/", sources.add, name="source_kinds"),
    path(f"{A_BRANDS_SOURCES}add/<slug:kind>/", sources.add, name="source_add"),
    path(f"{A_BRANDS_SOURCES}<int:pk>/", sources.edit, name="source"),
    path(f"{A_BRANDS_SOURCES}<int:pk>/switch/", sources.switch, name="source_switch"),
    path(f"{A_BRANDS_SOURCES}<int:pk>/listen/", sources.listen_now, name="source_listen"),
    path("customers/", customers.customers, name="customers"),
    path("customers/<int:pk>/", customers.customer, name="customer"),
    path("causes/", causes.causes, name="causes"),
    path("causes/<int:pk>/<slug:deed>/", causes.do, name="cause_do"),
    path("policy/", policy.policies_of_brands, name="policies"),
    path("policy/<slug:brand>/<slug:card>/", policy.policy, name="policy"),
    path("coverage/", coverage.coverages, name="coverages"),
    path("coverage/<slug:brand>/", coverage.coverage, name="coverage"),
    path("brand/", brand.brands, name="brands"),
    path("brand/<slug:slug>/", brand.brand, name="brand"),
    path("reports/", reports.reports, name="reports"),
    path("reports/cases/", reports.figure, name="figure"),
    path("team/", team.team, name="team"),
    path(f"{A_TEAM}invite/", team.invite, name="team_invite"),
    path(f"{A_TEAM}invitations/<int:pk>/", team.withdraw, name="team_withdraw"),
    path(f"{A_TEAM}<int:pk>/", team.member, name="team_member"),
    path(f"{A_TEAM}<int:pk>/do/<slug:deed>/", team.do, name="team_do"),
    path(f"{A_TEAM}<int:pk>/password/", team.new_password, name="team_password"),
    path("me/", me.me, name="me"),
    path("me/sessions/", me.sign_out_elsewhere, name="me_sessions"),
    path("me/language/", language.language, name="language"),
    path("me/theme/", language.theme, name="theme"),
]
