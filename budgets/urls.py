from django.urls import path

from budgets.views import desk, downloads, public

app_name = "budgets"
urlpatterns = [
    path("budgets/", public.budgets, name="budgets"),
    path("budgets/rounds.csv", downloads.rounds, name="rounds_file"),
    path("budgets/<slug:slug>/", public.round, name="round"),
    path("budgets/<slug:slug>/districts.csv", downloads.districts, name="districts_file"),
    path("budgets/<slug:slug>/awards.csv", downloads.awards, name="awards_file"),
    path("budgets/<slug:slug>/spending.csv", downloads.spending, name="spending_file"),
    path("budgets/<slug:slug>/categories.csv", downloads.categories, name="categories_file"),
    path("budgets/<slug:slug>/payees.csv", downloads.payees, name="payees_file"),
    path("budgets/<slug:slug>/months.csv", downloads.months, name="months_file"),
    path("desk/budgets/<slug:slug>/", desk.desk, name="desk"),
    path("desk/budgets/<slug:slug>/awards/<int:pk>/order/", desk.order, name="order"),
    path("desk/budgets/<slug:slug>/awards/<int:pk>/fall-through/", desk.fall_through, name="fall_through"),
    path("desk/budgets/<slug:slug>/orders/<int:pk>/pay/", desk.payment, name="payment"),
]
