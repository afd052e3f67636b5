from django.urls import path

from budgets.views import downloads, public

app_name = "budgets"
urlpatterns = [
    path("budgets/", public.budgets, name="budgets"),
    path("budgets/rounds.csv", downloads.rounds, name="rounds_file"),
    path("budgets/<slug:slug>/", public.round, name="round"),
    path("budgets/<slug:slug>/districts.csv", downloads.districts, name="districts_file"),
    path("budgets/<slug:slug>/awards.csv", downloads.awards, name="awards_file"),
    path("budgets/<slug:slug>/spending.csv", downloads.spending, name="spending_file"),
]
