"""Two nights of bodies that are not what they declare (cases E1, E3, E4)."""

from __future__ import annotations

from tests.crawls.test_odd_sites import at, crawl, due, page, stored
from tests.running.nights import last_run, rows
from tests.running.oddsite import HTML, WWW, Routes, sitemap, story

ENCODINGS = ("br", "zstd", "deflate", "gzip")
NAMES = {
    encoding: f"https://{WWW}/news/785865{number}/kopi-{encoding}"
    for number, encoding in enumerate(ENCODINGS)
}
FILES = {
    f"https://{WWW}/news/7858660/teh-gambar": ("image/png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 12),
    f"https://{WWW}/news/7858661/teh-kabar": (
        "text/plain",
        b"Situs sedang dirawat.\nSilakan datang lagi besok.\n" * 3,
    ),
    f"https://{WWW}/news/7858662/teh-galat": ("application/json", b'{"error": "gagal"}'),
    f"https://{WWW}/news/7858663/teh-masuk": (
        "text/html",
        b"<html><title>Sign in to Wi-Fi</title><form></form></html>",
    ),
}
NEWS = f"{WWW}/sitemap-news.xml"


def test_misdeclared_bodies_lose_nothing(database: str) -> None:
    """Cases E1, E3, E4."""
    pager = '<div class="paging"><a href="?page=2">2</a></div>'
    routes: Routes = {NEWS: sitemap(*NAMES.values(), *FILES)}
    for encoding, url in NAMES.items():
        lie = (200, {**HTML, "Content-Encoding": encoding}, b"<html>not packed at all</html>" * 9)
        pages = {f"{at(url)}?page={name}": lie for name in ("all", "2")}
        routes = {**routes, at(url): story(url, head=f"Kopi {encoding}", extra=pager), **pages}
    good: Routes = {at(url): story(url, head="Teh Hangat") for url in FILES}
    crawl({**routes, **good}, database)
    heads = stored(database)
    assert set(heads) == {*NAMES.values(), *FILES}
    missing = rows(database, "select missing_pages from article where url like '%%kopi%%'")
    assert [row["missing_pages"] for row in missing] == [[2]] * len(ENCODINGS)

    bad: Routes = {at(url): (200, {"Content-Type": kind}, body) for url, (kind, body) in FILES.items()}
    for url in FILES:
        due(database, url)
    crawl({**routes, **bad}, database)
    assert stored(database) == heads
    assert last_run(database)["verdict"] != "ok"
    reasons = [page(database, url)["reason"] for url in FILES]
    assert reasons[0] == "Picture"
    assert reasons[2:] == ["JsonData", "LoginPage"]
    assert reasons[1] in ("NoMarks", "PlainText", "NoBody")
