from django.apps import AppConfig


class CityConfig(AppConfig):
    name = "city"
    verbose_name = "who and where"
    default_auto_field = "django.db.models.BigAutoField"
