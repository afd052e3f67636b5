"""What invented residents complained about, and what the city answered."""

from datetime import datetime, timedelta

from city.models import Round
from demo.fill.people import official
from voting.actions.complaining import answer, complain
from voting.queries.complaints import Words

ANSWERED = (
    (
        "The screen in the library showed the ballot of the person before me when I sat down.",
        (
            "The person before you had not signed out. Nothing was cast under their name after they left: they looked with"
            " their receipt. The library's screens now end a session after two minutes without a touch."
        ),
        True,
    ),
    (
        "I think that a bench for 30,000 euros is a joke and should not have been on the ballot.",
        (
            "The cost was published with the city's answer before the vote, and the ballots were fixed by two officers."
            " Whether it is worth it was the question of the vote."
        ),
        False,
    ),
)
WAITING = "The letter with my code came two days after the vote had opened."


def complain_and_answer(round: Round, closed_at: datetime) -> None:
    """Two complaints in the days after the vote, each answered the day after."""
    for number, (words, said, is_upheld) in enumerate(ANSWERED, start=1):
        made_at = closed_at + timedelta(days=number)
        made, _reference = complain(actor=None, now=made_at, round=round, words=Words(words))
        at = made_at + timedelta(days=1)
        answer(actor=official("election"), now=at, complaint=made, text=said, is_upheld=is_upheld)


def leave_one_waiting(round: Round, now: datetime) -> None:
    """A complaint that came in this morning."""
    complain(actor=None, now=now - timedelta(hours=3), round=round, words=Words(WAITING))
