from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "budgets"
    verbose_name = "where the money goes"
    default_auto_field = "django.db.models.BigAutoField"
