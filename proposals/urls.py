"""The addresses of proposals."""

from django.urls import path

from proposals.views import authors, desk, public

app_name = "proposals"
urlpatterns = [
    # everyone
    path("rounds/<slug:slug>/proposals/", public.proposals, name="proposals"),
    path("rounds/<slug:slug>/proposals/<int:pk>/", public.proposal, name="proposal"),
    # authors
    path("rounds/<slug:slug>/propose/", authors.propose, name="propose"),
    path("rounds/<slug:slug>/proposals/<int:pk>/sent/", authors.sent, name="sent"),
    path("rounds/<slug:slug>/proposals/<int:pk>/edit/", authors.edit, name="edit"),
    path("rounds/<slug:slug>/proposals/<int:pk>/withdraw/", authors.withdraw, name="withdraw"),
    # the desk
    path("desk/proposals/", desk.inbox, name="inbox"),
    path("desk/proposals/<int:pk>/", desk.review, name="review"),
    path("desk/proposals/<int:pk>/publish/", desk.publish, name="publish"),
    path("desk/proposals/<int:pk>/return/", desk.return_, name="return"),
    path("desk/proposals/<int:pk>/hide/", desk.hide, name="hide"),
    path("desk/proposals/<int:pk>/value/", desk.value, name="value"),
]
