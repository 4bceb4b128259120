"""Arguments of a crawl: parsed, or refused with what was expected and found."""

from datetime import date, datetime, timedelta

import pytest

from newsspider.frontier.policy import FOLLOWED
from newsspider.items import LinkKind
from newsspider.outlets import OUTLETS
from newsspider.outlets.crawled import CrawledOutlets
from newsspider.outlets.dates import WIB
from newsspider.spiders.allnews import AllNewsSpider
from newsspider.spiders.arguments import Arguments
from newsspider.validation import BadValue

TRIBUN = OUTLETS["tribun"]
SOLO, JOGJA = "solo.tribunnews.com", "jogja.tribunnews.com"


def parse(default_hosts: str = "", **stated: str) -> Arguments:
    return Arguments.parse(CrawledOutlets([TRIBUN]), stated, default_hosts)


def test_defaults_are_all_hosts_and_depth_two() -> None:
    arguments = parse()
    assert arguments.hosts == TRIBUN.newsrooms
    assert "m.tribunnews.com" not in arguments.hosts
    policy = arguments.link_policy
    assert (policy.depth, policy.follow) == (2, FOLLOWED)
    assert (arguments.limit, arguments.backfill, arguments.render) == (None, None, None)


@pytest.mark.parametrize("text", ["solo,jogja", "Solo , jogja", f"{SOLO},{JOGJA}", "solo,solo,jogja,"])
def test_hosts_are_named_in_short_or_in_full(text: str) -> None:
    arguments = parse(hosts=text)
    assert arguments.hosts == {SOLO, JOGJA}
    assert arguments.link_policy.hosts == arguments.hosts


def test_hosts_argument_overrides_the_setting() -> None:
    assert parse("solo").hosts == {SOLO}
    assert parse("solo", hosts="jogja").hosts == {JOGJA}
    assert parse("solo", hosts="all").hosts == TRIBUN.newsrooms


def test_backfill_walks_days_and_follows_no_links() -> None:
    arguments = parse(since="2023-09-01", until="2023-09-30", section="internasional", hosts="solo,jogja")
    backfill = arguments.backfill
    assert backfill is not None
    assert (backfill.since, backfill.until, len(backfill.days), backfill.lists) == (
        date(2023, 9, 1),
        date(2023, 9, 30),
        30,
        60,
    )
    assert (backfill.section, backfill.again, arguments.link_policy.depth) == ("internasional", False, 0)
    first = next(iter(backfill.first_pages(TRIBUN)))
    assert first["url"] == f"https://{JOGJA}/index-news/internasional?date=2023-9-1"
    assert first["listed_on"] == TRIBUN.address(first["url"]).day == date(2023, 9, 1)


def test_backfill_ends_today_at_the_latest() -> None:
    today = datetime.now(WIB).date()
    for until in ({}, {"until": str(today + timedelta(days=9))}):
        backfill = parse(since=str(today - timedelta(days=2)), **until).backfill
        assert backfill is not None
        assert backfill.until == today


def test_depth_may_be_stated_for_addresses_and_backfills() -> None:
    assert parse(url=f"https://{SOLO}/2023/09/01/kopi").link_policy.depth == 0
    assert parse(since="2023-09-01", depth="1").link_policy.depth == 1
    assert parse(follow="baca_juga").link_policy.follow == (LinkKind.BACA_JUGA,)
    assert parse(render="never").render == "never"


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ({"host": "solo"}, "expected -a with one of again, depth, .* found host"),
        ({"hosts": "solo,atlantis"}, "expected -a hosts= to be all or some of aceh, .* found 'atlantis'"),
        ({"hosts": "tribun-maluku.com"}, "found 'tribun-maluku.com'"),
        ({"hosts": "m"}, "found 'm'"),
        ({"since": "1.9.2023"}, "expected -a since= to be a day like 2026-11-01, found '1.9.2023'"),
        ({"since": "2023-02-30"}, "found '2023-02-30'"),
        ({"until": "2023-09-30"}, "expected -a since= beside until="),
        ({"section": "bisnis"}, "expected -a since= beside section="),
        ({"since": "2023-09-30", "until": "2023-09-01"}, "expected -a since= to be a day before until="),
        ({"since": "1900-01-01"}, "expected -a since= to be a day before until="),
        ({"since": "2999-01-01"}, "expected -a since= to be a day before until="),
        (
            {"since": "2023-09-01", "section": "../admin"},
            "expected -a section= to be a name like internasional",
        ),
        ({"since": "2023-09-01", "again": "maybe"}, "expected -a again= to be one of yes, no, found 'maybe'"),
        ({"render": "sometimes"}, "expected -a render= to be one of auto, never, always, found 'sometimes'"),
        ({"depth": "-1"}, "expected -a depth= to be a whole number from 0"),
        ({"depth": "٣"}, "expected -a depth= to be a whole number from 0"),
        ({"limit": "0"}, "expected -a limit= to be a whole number from 1"),
        ({"url": f"https://{SOLO}/2023/09/01/kopi", "hosts": "solo"}, "expected -a url= by itself"),
        (
            {"url": "https://nottribunnews.com/2023/09/01/kopi"},
            "expected -a url= to be addresses on a host of tribun",
        ),
    ],
)
def test_wrong_argument_is_refused(stated: dict[str, str], message: str) -> None:
    with pytest.raises(BadValue, match=message):
        Arguments.parse(CrawledOutlets([TRIBUN]), stated)


NEWS = AllNewsSpider.known_outlets()


@pytest.mark.parametrize(
    ("stated", "outlets", "hosts"),
    [
        ({}, len(OUTLETS), sum(len(outlet.newsrooms) for outlet in OUTLETS.values())),
        ({"outlets": "tribun,kompas"}, 2, len(TRIBUN.newsrooms) + len(OUTLETS["kompas"].newsrooms)),
        ({"outlets": "Tribun, kompas", "hosts": "www"}, 2, 2),
        ({"outlets": "tribun", "hosts": "solo,all"}, 1, len(TRIBUN.newsrooms)),
        ({"hosts": f"{SOLO},money.kompas.com,www.contoh.id"}, 3, 3),
        ({"url": f"https://{SOLO}/2023/09/01/kopi,https://contoh.co.id/2023/09/01/kopi"}, 2, 2),
        ({"url": f"https://{SOLO}/2023/09/01/kopi", "depth": "1"}, 1, len(TRIBUN.newsrooms)),
    ],
)
def test_outlets_and_any_host_are_chosen(stated: dict[str, str], outlets: int, hosts: int) -> None:
    arguments = Arguments.parse(NEWS, stated)
    assert (len(arguments.outlets.names), len(arguments.hosts)) == (outlets, hosts)
    assert set(arguments.outlets.by_host(arguments.hosts).values()) == set(arguments.outlets.names)


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ({"outlets": "detik,atlantis"}, "expected -a outlets= to be one of antara, .* found 'atlantis'"),
        ({"hosts": "127.0.0.1"}, "expected -a hosts= to be all, or hosts of the outlets"),
        ({"hosts": "localhost"}, "found 'localhost'"),
        ({"hosts": "www.contoh.id:5432"}, "found 'www.contoh.id:5432'"),
        ({"url": "http://[::1]/x"}, "expected -a url= to be addresses on a public host"),
        ({"url": "http://127.0.0.1/x"}, "expected -a url= to be addresses on a public host"),
        ({"url": ","}, "expected -a url= to be addresses, found ','"),
        ({"outlets": ""}, "expected -a outlets= to be one of antara, .* found ''"),
        (
            {"outlets": "detik", "hosts": "www.kompas.com"},
            "hosts of detik beside outlets=, found 'www.kompas",
        ),
        ({"url": "https://www.contoh.id:81/x"}, "expected -a url= to be addresses on a public host"),
        ({"since": "2023-09-01"}, "expected -a since= with one outlet, found [0-9]+: name one"),
        ({"outlets": "detik", "url": "https://www.detik.com/"}, "beside outlets=, hosts=, since= or until="),
    ],
)
def test_wrong_argument_of_several_outlets_is_refused(stated: dict[str, str], message: str) -> None:
    with pytest.raises(BadValue, match=message):
        Arguments.parse(NEWS, stated)


def test_one_outlet_takes_no_outlets() -> None:
    with pytest.raises(BadValue, match=r"expected -a with one of .* found outlets"):
        parse(outlets="tribun")
