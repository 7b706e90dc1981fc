"""Brothers and sisters: the same meetings, each child with an age and a part of their own."""

from collections import defaultdict

import pytest

from handrail.fictional.authority import make
from handrail.fictional.people import age_on


@pytest.fixture(scope="module", params=[(1, 3), (2, 6)], ids="seed, years {}".format)
def families(request):
    seed, years = request.param
    found = defaultdict(list)
    for story in make(800, seed, years=years).stories:
        if story.family:
            found[story.family].append(story)
    return found


def test_about_a_quarter_of_the_children_have_a_sibling(families):
    children = sum(len(stories) for stories in families.values())
    assert 120 <= children <= 280
    assert all(len(stories) >= 2 for stories in families.values())


def test_siblings_share_days_but_not_ages_or_ids(families):
    for elder, *younger in families.values():
        for story in younger:
            assert story.person.child_id != elder.person.child_id
            assert story.person.born_on > elder.person.born_on
            assert story.referrals == elder.referrals
            assert [review.held_on for review in story.reviews] == [review.held_on for review in elder.reviews]
            assert {episode.child_id for episode in story.episodes} <= {story.person.child_id}


def test_each_takes_part_after_their_own_age(families):
    for stories in families.values():
        for story in stories:
            for review in story.reviews:
                assert (review.participation == "PN0") == (age_on(story.person, review.held_on) < 4)


def test_everyone_is_born_before_their_story_begins(families):
    for stories in families.values():
        for story in stories:
            days = [time.began_on for time in story.care] + [each.referred_on for each in story.referrals]
            assert story.person.born_on < min(days)
