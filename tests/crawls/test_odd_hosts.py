"""Hosts that behave oddly for a night: each is named in the run, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

from tests.crawls.oddhosts import Odd, at_robots, at_stories, every, night_of, stories_of
from tests.crawls.oddnights import ALLOW_ALL, ALLOW_NONE, PLAIN, Nights, path_of
from tests.running.oddsite import HTML, WWW, XML, Answer, index, moved, sitemap, story


def test_sitemaps_at_any_address_are_read(database: str) -> None:
    """Case S2: robots.txt and sitemap indexes say what is a list; a form that we do not know says nothing."""
    stories = [f"https://{WWW}/news/78586{number:02}/kopi-{number}" for number in range(5)]
    places = ("peta/berita.xml", "daftar-berita.php", "peta?bulan=7", "news/7810001/peta", "peta/anak")
    peta = [f"https://{WWW}/{place}" for place in places]
    named = (
        f"User-agent: *\nDisallow:\nSitemap: <{peta[0]}>\rSitemap: {peta[1]} {peta[2]}\rSitemap: {peta[3]}\r"
    )
    child = f"<sitemapindex><sitemap><loc>{peta[4]}</loc></sitemap></sitemapindex>"
    night = Nights(database).night(
        {
            f"{WWW}/robots.txt": (200, PLAIN, named),
            path_of(peta[3]): (200, XML, child),
            **{path_of(peta[n]): sitemap(stories[n]) for n in (0, 1, 2, 4)},
            **{path_of(url): story(url, head=f"Kopi {url[-1]}") for url in stories},
        }
    )
    kept = Nights(database)
    assert {stories[n] for n in (0, 1, 2, 4)} <= kept.stories()
    assert {kept.page(url)["outcome"] for url in peta} == {"listing"}
    assert (night.code, night.reasons) == (0, [])


def test_missing_list_has_a_reason(database: str) -> None:
    """Case S2: a row that says why not, and a run that tells."""
    peta = f"https://{WWW}/peta"
    nights = Nights(database)
    night = nights.night(
        {
            f"{WWW}/robots.txt": (200, PLAIN, f"User-agent: *\nDisallow:\nSitemap: {peta}\n"),
            path_of(peta): (200, HTML, "<html><body><p>Peta situs sedang disusun ulang.</p></body></html>"),
        }
    )
    assert nights.page(peta)["outcome"] == "rejected"
    assert night.names(WWW)
    assert night.code == 3


def to_www(_host: str, path: str) -> Answer:
    return moved(f"https://{WWW}{path}")


def stories_to_www(host: str, path: str) -> Answer | None:
    return to_www(host, path) if path.startswith("/news/") else None


def to_itself(host: str, path: str) -> Answer | None:
    return None if path == "/robots.txt" else moved(f"https://{host}{path}")


def no_entries(_host: str, path: str) -> Answer | None:
    front = '<html><body><ul id="latestul"></ul></body></html>'
    return {"/": (200, HTML, front), "/robots.txt": ALLOW_ALL}.get(path) or (
        index() if path.startswith("/index-news") else sitemap() if "sitemap" in path else None
    )


LARGE = (200, HTML, "<html>" + "x" * 40_000)
ODD: dict[str, tuple[Odd, str]] = {
    "solo": (at_stories((503, {**HTML, "Retry-After": "604800"}, "")), "asks to be left alone"),
    "jogja": (at_robots((500, PLAIN, "")), "RobotsUnreachable; HTTP status 500"),
    "surabaya": (at_robots(ALLOW_NONE), "closed by robots.txt"),
    "makassar": (every((410, HTML, "")), "no list could be read"),
    "bali": (at_stories((410, HTML, "")), "none of its stories could be had"),
    "medan": (at_stories(LARGE), "none of its stories could be had"),
    "jabar": (every((403, HTML, "")), " Http403; it rests for"),
    "jateng": (no_entries, "its lists name no story"),
    "jatim": (every((304, {}, "")), "no list could be read"),
    "batam": (to_www, "its lists lead to another host"),
    "sumsel": (stories_to_www, "none of its stories could be had"),
    "pekanbaru": (to_itself, "TooManyRedirects"),
    "lampung": (
        at_stories((200, {"Content-Type": "image/png"}, b"\x89PNG\r\n\x1a\n" * 900)),
        "none of its stories",
    ),
    "palembang": (
        every((200, HTML, "<html><body><p>Kami sedang pindah gedung.</p></body></html>")),
        "no list could be read",
    ),
    "kaltim": (every((503, HTML, "")), "RobotsUnreachable; HTTP status 503"),
    "banten": (
        at_robots((200, PLAIN, "User-agent: *\nDisallow:\nCrawl-delay: 3600\n")),
        "asks for a slower pace",
    ),
    "aceh": (at_robots((200, HTML, "<html><body>Sedang dirawat</body></html>")), ""),
}
"""The host: what it answers on its bad night, and what its reason says of that (empty: it is none)."""


def test_odd_hosts_are_named_and_lose_nothing(database: str) -> None:
    """Cases T2, T3, H2, H3, H4: a host that is odd for one night is a reason with its name, and comes back."""
    nights = Nights(database, ",".join(("www", *ODD)))
    hosts = [f"{name}.tribunnews.com" for name in ("www", *ODD)]
    quick = ("-s", "CRAWL_DELAY_MAX=0.01", "-s", "DOWNLOAD_MAXSIZE=30000")
    first = nights.night({}, *quick, otherwise=night_of(range(1), {}))
    assert (first.code, first.reasons) == (0, [])

    bad = nights.night({}, *quick, otherwise=night_of(range(2), ODD))
    for name, (_, said) in ODD.items():
        reasons = [reason for reason in bad.reasons if f"{name}.tribunnews.com" in reason]
        assert bool(reasons) == bool(said), (name, reasons, bad.reasons)
        assert said in " ".join(reasons), (name, reasons)
    assert not bad.names(WWW + ":")
    assert bad.code == 3

    after = nights.night({}, *quick, otherwise=night_of(range(3), {}))
    listed = {url for host in hosts for day in range(3) for url in stories_of(host, day)}
    assert listed - nights.stories() == set()
    assert (after.code, after.reasons) == (0, [])
    quiet = nights.night({}, *quick, otherwise=night_of(range(3), {}))
    assert (quiet.code, quiet.reasons) == (0, []), "expected no alarm where nothing is new"


QUIET = ("-s", "LOG_LEVEL=CRITICAL", "-s", "LOG_ENABLED=False")


def test_failed_feed_degrades_run_without_logging(database: str, tmp_path: Path) -> None:
    """Case T1."""
    (tmp_path / "no").write_text("a file where a folder is wanted")
    night = Nights(database).night({}, "-o", f"{tmp_path}/no/such/folder/s.jsonl", *QUIET, pass_hours=0)
    assert (night.code, night.verdict) == (3, "degraded"), night.log
    assert night.names("errors in the log") or night.names("error in the log"), night.reasons
