from django.apps import AppConfig
from django.core.checks import register
from django.utils.module_loading import autodiscover_modules

from city.checks import check_demonstration, check_secret


class CityConfig(AppConfig):
    name = "city"
    verbose_name = "who and where"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register(check_secret, deploy=True)
        register(check_demonstration, deploy=True)
        # What each room holds of a person, and what it takes away when they leave: these modules say so themselves.
        autodiscover_modules("queries.belongings", "actions.erasing")
