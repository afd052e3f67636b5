from django.apps import AppConfig


class VotingConfig(AppConfig):
    name = "voting"
    verbose_name = "how they choose"
    default_auto_field = "django.db.models.BigAutoField"
