"""What people reach about themselves, what officials do for the whole city, and how a city gets its first officers."""

from django.urls import path

from city.views import account, audit, cases, first_run, offices, own, sessions

app_name = "city"
urlpatterns = [
    # showing that it is you
    path("me/confirm/", own.confirm, name="confirm"),
    path("me/go-on/", own.go_on, name="go_on"),
    # all that is tied to you
    path("me/export/", account.export, name="export"),
    path("me/export.json", account.export_file, name="export_file"),
    path("me/erase/", account.erase_account, name="erase"),
    # where you are signed in
    path("me/sessions/", sessions.show, name="sessions"),
    path("me/sessions/end/", sessions.end, name="end_sessions"),
    # the first two election officers of a new city
    path("first-run/<str:token>/", first_run.first_run, name="first_run"),
    # acts that take two people
    path("desk/cases/", cases.show_cases, name="desk_cases"),
    path("desk/cases/<int:pk>/approve/", cases.approve, name="desk_case_approve"),
    path("desk/cases/<int:pk>/decline/", cases.decline, name="desk_case_decline"),
    path("desk/cases/<int:pk>/withdraw/", cases.withdraw, name="desk_case_withdraw"),
    # offices
    path("desk/roles/", offices.show_roles, name="desk_roles"),
    path("desk/roles/grant/", offices.grant, name="desk_case_grant"),
    path("desk/roles/<int:pk>/reset-factor/", offices.reset_factor, name="desk_case_reset_factor"),
    path("desk/roles/<int:pk>/revoke/", offices.revoke, name="desk_case_revoke"),
    # the audit trail
    path("desk/audit/", audit.show_audit, name="desk_audit"),
    path("desk/audit/entries.csv", audit.audit_csv, name="desk_audit_csv"),
    path("desk/audit/entries.json", audit.audit_json, name="desk_audit_json"),
]
