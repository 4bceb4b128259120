"""A rule that stopped matching is reported as dead; a rare rule is not."""

from __future__ import annotations

from datetime import timedelta

from newsspider.store.reports.drift import DeadRule, dead_rules
from newsspider.store.reports.readonly import looking
from tests.drift.writing import night, story

DAY = timedelta(days=1)


def dead(database: str) -> list[DeadRule]:
    with looking(database, 30) as connection:
        return dead_rules(connection)


async def weeks(database: str, rule: str, every: int, host: str = "www") -> None:
    """Three nights of 40 stories, weeks ago, of which each so many was cut by the rule."""
    for weeks_ago in (2, 3, 4):
        numbers = range(weeks_ago * 1_000, weeks_ago * 1_000 + 40)
        articles = [story(n, host=host, rule=rule if n % every == 0 else "other") for n in numbers]
        await night(database, articles, ago=weeks_ago * 7 * DAY)


async def test_a_rule_that_no_longer_matches_is_dead(database: str) -> None:
    await weeks(database, "whatsapp_banner", every=4)
    await night(database, [story(n, rule="other") for n in range(250)])
    (rule,) = dead(database)
    assert (rule.outlet, rule.rule, rule.stories, rule.of_stories) == ("tribun", "whatsapp_banner", 30, 120)
    assert (rule.silent_for, round(rule.expected)) == (250, 62)
    assert rule.last_seen is not None


async def test_a_rule_that_still_matches_once_is_alive(database: str) -> None:
    await weeks(database, "whatsapp_banner", every=4)
    await night(database, [story(n, rule="whatsapp_banner" if n == 7 else "other") for n in range(250)])
    assert dead(database) == []


async def test_a_rule_may_die_in_the_midst_of_a_night(database: str) -> None:
    await weeks(database, "whatsapp_banner", every=4)
    await night(database, [story(n, rule="whatsapp_banner" if n < 100 else "other") for n in range(500)])
    (rule,) = dead(database)
    assert (rule.rule, rule.silent_for, rule.expected) == ("whatsapp_banner", 400, 100)


async def test_the_silence_of_a_rare_rule_says_nothing(database: str) -> None:
    await weeks(database, "rare", every=40)
    await night(database, [story(n, rule="other") for n in range(250)])
    assert dead(database) == []


async def test_a_few_stories_say_nothing(database: str) -> None:
    await weeks(database, "whatsapp_banner", every=2)
    await night(database, [story(n, rule="other") for n in range(70)])
    assert dead(database) == []


async def test_a_rule_of_a_host_that_was_not_crawled_is_not_dead(database: str) -> None:
    await weeks(database, "whatsapp_banner", every=2, host="solo")
    await night(database, [story(n, rule="other") for n in range(1_200)])
    assert dead(database) == []


async def test_an_empty_database_has_no_dead_rule(database: str) -> None:
    assert dead(database) == []
