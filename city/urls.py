"""How the city's own pages at the desk are reached."""

from django.urls import path

from city.views import audit, cases, offices

app_name = "city"
urlpatterns = [
    # acts that take two people
    path("desk/cases/", cases.show_cases, name="desk_cases"),
    path("desk/cases/<int:pk>/approve/", cases.approve, name="desk_case_approve"),
    path("desk/cases/<int:pk>/decline/", cases.decline, name="desk_case_decline"),
    path("desk/cases/<int:pk>/withdraw/", cases.withdraw, name="desk_case_withdraw"),
    # offices
    path("desk/roles/", offices.show_roles, name="desk_roles"),
    path("desk/roles/grant/", offices.grant, name="desk_case_grant"),
    path("desk/roles/<int:pk>/revoke/", offices.revoke, name="desk_case_revoke"),
    # the audit trail
    path("desk/audit/", audit.show_audit, name="desk_audit"),
    path("desk/audit/entries.csv", audit.audit_csv, name="desk_audit_csv"),
    path("desk/audit/entries.json", audit.audit_json, name="desk_audit_json"),
]
