from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "proposals"
    verbose_name = "what residents ask for"
    default_auto_field = "django.db.models.BigAutoField"
