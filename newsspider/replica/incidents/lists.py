"""Incidents with sitemaps and fronts that are odd, empty, hostile, or name foreign addresses."""

from __future__ import annotations

import gzip
import re
from html import escape

from newsspider.replica.incidents.incident import (
    FRONTS,
    LISTS,
    SITEMAPS,
    ExpectedVerdict,
    IncidentRequest,
    Responder,
    answer_page,
    changed,
    edited,
    fixed,
    group,
)
from newsspider.replica.incidents.notices import MAINTENANCE, bare
from newsspider.replica.page import XML, Page

_LOC = re.compile(rb"(<loc>(?:<!\[CDATA\[)?)(https://[^<\]]+)")
_HREF = re.compile(rb'(href=")(https://[^"]+/\d{4,}[^"]*)')
_EMPTY = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>\n'
_IMAGE = (
    "<image:image><image:loc>https://asset-1.tribunnews.com/foto.jpg</image:loc>"
    "<image:title>Foto petang</image:title></image:image>"
)
_VIDEO = (
    "<video:video><video:title>Rekaman petang</video:title><video:content_loc>https://cdn.example/a.mp4"
    "</video:content_loc><video:publication_date>2001-01-01T00:00:00+07:00</video:publication_date></video:video>"
)
_STRANGE = "<x:loc>https://lain.example/a</x:loc><x:lastmod>1999-01-01</x:lastmod><x:title>Lain</x:title>"
_SPACES = {
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "video": "http://www.google.com/schemas/sitemap-video/1.1",
    "x": "https://lain.example/schema",
}


def _extension(prefix: str, inner: str) -> Responder:
    """Every entry gets an extension that reuses the entry's element names."""

    def edit(body: bytes) -> bytes:
        space = f'<urlset xmlns:{prefix}="{_SPACES[prefix]}" '.encode()
        return body.replace(b"<urlset ", space).replace(b"</url>", inner.encode() + b"</url>")

    return edited(edit)


def _prefixed(body: bytes) -> bytes:
    named = re.sub(rb"<(/?)(urlset|sitemapindex|url|sitemap|loc|lastmod)(?=[\s>])", rb"<\1s:\2", body)
    return named.replace(b'xmlns="', b'xmlns:s="')


def _broken_emoji(body: bytes) -> bytes:
    half = b"<title>Kopi &#55357;&#56832; dan &#xD800;</title>"
    return body.replace(b"</url>", half + b"</url>")


def _as_utf_16(body: bytes) -> bytes:
    return body.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")


def _future(body: bytes) -> bytes:
    """Every entry gets a time in a far year."""
    return re.sub(rb"<lastmod>\d{4}", b"<lastmod>2099", body)


def _short_times(body: bytes) -> bytes:
    return re.sub(rb"(<lastmod>\d{4}-\d\d-\d\d)T[^<]*", rb"\1", body)


def _foreign(body: bytes) -> bytes:
    return _LOC.sub(rb"\1https://lain.example/kabar", body)


def _percent(body: bytes) -> bytes:
    """Each story's address with the last letter a or e of its path spelled as a percent triplet."""

    def spelled(found: re.Match[bytes]) -> bytes:
        url = found[2]
        place = max(url.rfind(b"a"), url.rfind(b"e"))
        is_story = url.count(b"/") > 3 and not url.endswith(b".xml") and place > url.rfind(b"/")
        return found[1] + (url[:place] + b"%%%x" % url[place] + url[place + 1 :] if is_story else url)

    return _HREF.sub(spelled, _LOC.sub(spelled, body))


def _tracked(body: bytes) -> bytes:
    query = escape("?utm_Source=kabar&fbclid=Iw0a&_gl=1*a&mibextid=Zx&at_medium=rss").encode()

    def spelled(found: re.Match[bytes]) -> bytes:
        return found[0] if found[2].endswith(b".xml") or b"?" in found[2] else found[0] + query

    return _HREF.sub(spelled, _LOC.sub(spelled, body).replace(b"]]>" + b"?", b"?"))


def _empty_lists(request: IncidentRequest) -> Page:
    """Sitemaps without entries, fronts without rows."""
    if request.target.endswith(".xml"):
        return answer_page(_EMPTY, content_type=XML)
    body = re.sub(rb"<li class=\"p(?:tb15|15|a15)?[^>]*>.*?</li>", b"", request.page().body, flags=re.S)
    return changed(
        request.page(), body=re.sub(rb'(<ul class="lsi"[^>]*>).*?</ul>', rb"\1</ul>", body, flags=re.S)
    )


def _rss(request: IncidentRequest) -> Page:
    rows = "".join(
        f"<item><title>{escape(card.headline)}</title><link>{card.url}</link></item>"
        for card in map(request.newsroom.card_at, request.newsroom.chronicle.newest(request.host, None, 9))
    )
    return answer_page(
        f'<?xml version="1.0"?><rss version="2.0"><channel>{rows}</channel></rss>', content_type=XML
    )


_HOSTILE = fixed("<html><body><ul>" + "id=" * 60_000 + "</ul></body></html>")
INCIDENTS = (
    *group(
        SITEMAPS,
        {
            "sitemap_images": _extension("image", _IMAGE),
            "sitemap_videos": _extension("video", _VIDEO),
            "sitemap_unknown_extension": _extension("x", _STRANGE),
            "sitemap_prefixed": edited(_prefixed),
            "sitemap_broken_emoji": edited(_broken_emoji),
            "sitemap_utf_16": edited(_as_utf_16, content_type="application/xml"),
            "sitemap_gzip_twice": edited(gzip.compress),
            "sitemap_after_blanks": edited(lambda body: b"\xef\xbb\xbf\n  " + body),
            "sitemap_days_alone": edited(_short_times),
            "sitemap_as_html": edited(lambda body: body, content_type="text/html"),
            "sitemap_percent": edited(_percent),
        },
        ExpectedVerdict.OK,
    ),
    *group(
        SITEMAPS,
        {
            "sitemap_future": edited(_future),
            "sitemap_empty": fixed(_EMPTY, XML),
            "sitemap_cut": edited(lambda body: body[: len(body) // 2]),
        },
        ExpectedVerdict.EITHER,
    ),
    *group(
        SITEMAPS,
        {
            "sitemap_blank": fixed(b"", XML),
            "sitemap_notice": bare(MAINTENANCE),
            "sitemap_rss": _rss,
            "sitemap_foreign": edited(_foreign),
        },
    ),
    *group(LISTS, {"lists_percent": edited(_percent), "lists_tracked": edited(_tracked)}, ExpectedVerdict.OK),
    *group(LISTS, {"lists_empty": _empty_lists, "lists_hostile": _HOSTILE}),
    *group(FRONTS, {"fronts_empty": _empty_lists, "fronts_hostile": _HOSTILE}, ExpectedVerdict.EITHER),
)
