"""Who works for the service, from when to when, and for which child: posts whose holders come and go."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import NamedTuple

from handrail.fictional.calendar import days_after
from handrail.fictional.service.made import CARE, Made, Sitting, group_of, pick
from handrail.fictional.story import Story
from handrail.record.improvement_tables import Post
from handrail.record.service_tables import Allocation, Worker

_CHILDREN_TO_A_POST = {"reviewing_officer": 130, "conference_chair": 200, "social_worker": 30}
_SINGLE_POSTS = ("manager", "minute_taker", "fostering_reviewing_officer", "allegations_officer")
_TEAMS = ("north", "south", "east", "west", "children_in_care")
_HOURS = {100: 70, 80: 15, 60: 10, 50: 5}
_CONTRACTS = {"permanent": 80, "agency": 15, "secondment": 5}
_ETHNICITIES = {"WBRI": 76, "WOTH": 5, "MWBC": 3, "AIND": 4, "APKN": 3, "BCRB": 4, "BAFR": 4, "OOTH": 1}
_FULL_TIME = 100  # percent
_STAYS = 1300  # days in a post, on average
OFFICER, CHAIR, SOCIAL_WORKER = "reviewing_officer", "conference_chair", "social_worker"


class Holder(NamedTuple):
    """Someone in a post from a day to a day; blank while they are still in it."""

    worker_id: str
    team: str | None
    first_day: date
    last_day: date | None


Held = list[Holder]


class Staff:
    """The posts of the service, and who held each when."""

    def __init__(self, made: Made) -> None:
        self.made, self.posts = made, dict[str, list[Held]]()
        self._hired = 0
        for role, children in _CHILDREN_TO_A_POST.items():
            self.posts[role] = [self._post(role, number) for number in range(max(2, len(made.stories) // children))]
        for role in _SINGLE_POSTS:
            self.posts[role] = [self._post(role, 0)]
        self._allocate()

    def who(self, role: str, about: str, on: date) -> str | None:
        """The worker who held, that day, the post this child or household belongs to; blank in a vacancy."""
        holder = _holder(self._post_of(role, about), on)
        return holder.worker_id if holder else None

    def chair_of(self, sitting: Sitting) -> str | None:
        """Who chaired a review or conference."""
        return self.who(OFFICER if sitting.stream == CARE else CHAIR, group_of(sitting.story), sitting.on)

    def team_of(self, sitting: Sitting) -> str | None:
        """The team whose work the meeting was about."""
        holder = _holder(self._post_of(SOCIAL_WORKER, group_of(sitting.story)), sitting.on)
        return holder.team if holder else None

    def _post(self, role: str, number: int) -> Held:
        """One post over the years: people stay some years, and now and then it is vacant for weeks."""
        dice, day, post = self.made.dice("post", role, number), self.made.span.first_day, Held()
        post_id = f"{role}-{number + 1}"
        self.made.record.posts.append(Post(post_id, role, _FULL_TIME))
        team = _TEAMS[number % len(_TEAMS)] if role == SOCIAL_WORKER else "reviewing_service"
        began_on = days_after(day, -dice.randint(0, 2500))
        while began_on <= self.made.last_day:
            leaves_on = days_after(max(began_on, day), 60 + int(dice.expovariate(1 / _STAYS)))
            ended_on = self.made.by(leaves_on)
            post.append(self._hire(dice, role, team, began_on, ended_on, post_id))
            began_on = days_after(leaves_on, dice.choice((1, 1, 15, 45, 80)))
        for year in self.made.span.years:
            vacant = not any(_in_post(holder, year.last_day) for holder in post)
            self.made.count("posts", year.last_day, f"vacant: {role}", number=vacant)
            self.made.count("posts", year.last_day, f"posts: {role}")
        return post

    def _hire(self, dice: Random, role: str, team: str, began_on: date, ended_on: date | None, post_id: str) -> Holder:
        self._hired += 1
        worker_id, hours = f"W{self._hired:04d}", pick(dice, _HOURS)
        sex = "F" if dice.random() < 0.8 else "M"
        made = self.made
        made.record.workers.append(
            Worker(
                worker_id, role, team, began_on, ended_on, hours, pick(dice, _CONTRACTS), sex, pick(dice, _ETHNICITIES),
                post_id,
            )
        )  # fmt: skip
        made.count("workers", began_on, "came")
        made.count("workers", ended_on, "left")
        for year in made.span.years:
            if began_on <= year.last_day and (ended_on is None or ended_on > year.last_day):
                made.count("workers", year.last_day, f"fte_percent_at_the_end: {role}", number=hours)
                made.count("workers", year.last_day, f"people_at_the_end: {role}")
        return Holder(worker_id, team, began_on, ended_on)

    def _post_of(self, role: str, about: str) -> Held:
        posts = self.posts[role]
        return posts[self.made.dice("post of", role, about).randrange(len(posts))]

    def _allocate(self) -> None:
        for story in self.made.stories:
            for role, first, last in _responsibilities(story):
                self._allocate_child(story, role, max(first, self.made.span.first_day), last)

    def _allocate_child(self, story: Story, role: str, first: date, last: date | None) -> None:
        for holder in self._post_of(role, group_of(story)):
            from_on = max(first, holder.first_day)
            ends = [day for day in (last, holder.last_day) if day is not None]
            until = min(ends, default=None)
            if until is None or from_on <= until:
                self.made.record.allocations.append(
                    Allocation(story.person.child_id, holder.worker_id, role, from_on, until)
                )
                self.made.count("allocations", from_on, "begun", f"begun: {role}")


def _in_post(holder: Holder, on: date) -> bool:
    return holder.first_day <= on and (holder.last_day is None or holder.last_day > on)


def _holder(post: Held, on: date) -> Holder | None:
    found = bisect_right([holder.first_day for holder in post], on) - 1
    if found < 0:
        return None
    holder = post[found]
    return holder if holder.last_day is None or on <= holder.last_day else None


def _responsibilities(story: Story) -> Iterator[tuple[str, date, date | None]]:
    """Who is owed to the child, from when to when: never two of one role at a time."""
    for time in story.care:
        yield OFFICER, time.began_on, time.ended_on
    for plan in story.plans:
        yield CHAIR, plan.started_on, plan.ended_on
    days = [(time.began_on, time.ended_on) for time in story.care]
    days += [(referral.referred_on, referral.closed_on) for referral in story.referrals]
    joined: list[tuple[date, date | None]] = []
    for first, last in sorted(days, key=lambda each: each[0]):
        before = joined[-1] if joined else None
        if before and (before[1] is None or first <= before[1]):
            joined[-1] = (before[0], None if before[1] is None or last is None else max(before[1], last))
        else:
            joined.append((first, last))
    for first, last in joined:
        yield SOCIAL_WORKER, first, last
