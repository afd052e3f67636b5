from django.apps import AppConfig
from django.core.checks import register

from frontend.checks import check_brand


class FrontendConfig(AppConfig):
    name = "frontend"
    verbose_name = "how it looks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register(check_brand)
