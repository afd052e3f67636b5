"""The life of every proposal, through the platform's own actions and in the order in which it happened."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from city.models import District, Round, User
from city.rules.phases import PhaseKind, Stretch
from demo.fill.people import SEED, official
from demo.fill.rounds import minor
from demo.place import degrees
from demo.purses import Purse
from demo.stories import CATEGORIES, OFFICE_OF, Story
from proposals.actions.drafts import Draft
from proposals.actions.moderating import publish, return_
from proposals.actions.submitting import submit
from proposals.actions.valuing import value
from proposals.models import Category, Feasibility, Proposal

Event = tuple[datetime, Callable[[datetime], object]]

MODERATION = timedelta(days=1, hours=5)
STILL_WAITING = timedelta(hours=30)


def categorise() -> None:
    """Make the categories that proposals are sorted into."""
    rows = [Category(code=code, name=name, position=place) for place, (code, name, _office) in enumerate(CATEGORIES)]
    Category.objects.bulk_create(rows)


def tell(round: Round, purse: Purse, now: datetime) -> int:
    """Submit, moderate and value every proposal of the round, as far as it has come by `now`; give how many."""
    rng = Random(f"{SEED} {purse.slug}")
    events: list[Event] = []
    for code, stories in purse.stories.items():
        district = District.objects.get(code=code)
        days = _days(round, now, len(stories), rng)
        for story, day in zip(stories, days, strict=True):
            events += _events(_Life(round, district, story, rng), day, now)
    for moment, act in sorted(events, key=lambda event: event[0]):
        act(moment)
    return sum(len(stories) for stories in purse.stories.values())


@dataclass
class _Life:
    """One proposal, and what people do with it."""

    round: Round
    district: District
    story: Story
    rng: Random
    proposal: Proposal | None = None

    def submit(self, now: datetime) -> None:
        story = self.story
        draft = Draft(
            title=story.title,
            summary=story.summary,
            body=story.body,
            place=story.place,
            district=self.district,
            category=Category.objects.get(code=story.category),
            cost_asked_minor=minor(story.estimate) if story.estimate else None,
            scene=story.scene,
        )
        author = User.objects.get(name=story.author, residency__district=self.district)
        self.proposal = submit(actor=author, now=now, round=self.round, draft=draft)
        longitude, latitude = degrees(*story.at)
        Proposal.objects.filter(pk=self.proposal.pk).update(longitude=longitude, latitude=latitude)

    def moderate(self, now: datetime) -> None:
        moderator, proposal = official("moderator"), self._submitted()
        if self.story.return_reason:
            return_(actor=moderator, now=now, proposal=proposal, reason=self.story.return_reason)
        else:
            publish(actor=moderator, now=now, proposal=proposal)

    def answer(self, now: datetime) -> None:
        answer = self.story.answer
        if answer is not None:
            value(
                actor=official(OFFICE_OF[self.story.category]),
                now=now,
                proposal=self._submitted(),
                feasibility=Feasibility.FEASIBLE if answer.is_feasible else Feasibility.UNFEASIBLE,
                cost_minor=minor(answer.cost) or None,
                reason=answer.reason,
            )

    def _submitted(self) -> Proposal:
        if self.proposal is None:
            raise RuntimeError(f"{self.story.title} has not been submitted")
        return self.proposal


def _events(life: _Life, day: datetime, now: datetime) -> Iterator[Event]:
    """Yield what happens to a proposal that comes in on `day`."""
    if life.story.is_waiting:
        yield now - life.rng.random() * STILL_WAITING, life.submit
        return
    yield day, life.submit
    yield day + MODERATION * life.rng.uniform(0.1, 1), life.moderate
    if life.story.answer:
        yield _moment(_stretch(life.round, PhaseKind.REVIEWING), life.rng), life.answer


def _days(round: Round, now: datetime, count: int, rng: Random) -> list[datetime]:
    """Draw the days on which a district's proposals come in, in the order of its ballot."""
    proposing = _stretch(round, PhaseKind.PROPOSING)
    so_far = Stretch(proposing.kind, proposing.opens_at, min(now, proposing.closes_at) - MODERATION)
    return sorted(_moment(so_far, rng) for _ in range(count))


def _moment(stretch: Stretch, rng: Random) -> datetime:
    """Draw a moment of the stretch, not at its very end."""
    return stretch.opens_at + (stretch.closes_at - stretch.opens_at) * rng.uniform(0.02, 0.9)


def _stretch(round: Round, kind: PhaseKind) -> Stretch:
    stretch = round.stretch(kind)
    if stretch is None:
        raise RuntimeError(f"{round.slug} has no {kind} phase")
    return stretch
