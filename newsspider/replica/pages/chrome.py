"""Surroundings of every page: header with the date, menu, side bar, footer, and padding."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from html import escape
from random import Random

from newsspider.replica.dates import ago_text, day_text
from newsspider.replica.hosts import HOSTS, Host
from newsspider.replica.pages.markup import fill
from newsspider.replica.story import Card

_NETWORK = tuple(
    (
        "tribunnewswiki.com style.tribunnews.com travel.tribunnews.com wow.tribunnews.com "
        "newsmaker.tribunnews.com video.tribunnews.com www.tribunjualbeli.com bogor.tribunnews.com "
        "wartakota.tribunnews.com jakarta.tribunnews.com bali.tribunnews.com batam.tribunnews.com "
        "bangka.tribunnews.com belitung.tribunnews.com cirebon.tribunnews.com jabar.tribunnews.com "
        "jambi.tribunnews.com jateng.tribunnews.com kaltim.tribunnews.com lampung.tribunnews.com "
        "madura.tribunnews.com manado.tribunnews.com padang.tribunnews.com palu.tribunnews.com "
        "palembang.tribunnews.com papua.tribunnews.com pekanbaru.tribunnews.com pontianak.tribunnews.com "
        "sumsel.tribunnews.com suryamalang.tribunnews.com ternate.tribunnews.com mataram.tribunnews.com"
    ).split()
)
_LINE = '\t\t\t\t\t<li><a href="https://{0}/" title="{1}" target="_blank">{1}</a></li>'


def menu(host: Host) -> str:
    return "\n".join(
        f'            <li ><a href="https://{host.domain}/{slug}" title="{name}" >{name}</a></li>'
        for slug, name in host.sections
    )


@lru_cache(maxsize=64)
def top(host: Host, now: datetime) -> str:
    names = [(own.domain, own.title) for own in HOSTS.values()] + [(name, name) for name in _NETWORK]
    return fill(
        "top",
        domain=host.domain,
        site_title=host.title,
        today_iso=now.isoformat(timespec="seconds"),
        today=day_text(now),
        menu=menu(host),
        network="\n".join(_LINE.format(*name) for name in names),
    )


@lru_cache(maxsize=64)
def bottom(host: Host, now: datetime, popular: Sequence[Card]) -> str:
    return fill(
        "bottom",
        domain=host.domain,
        this_year=now.year,
        network_word=" Network" if host.regional else "",
        popular="".join(_popular(card, now) for card in popular),
    )


def _popular(card: Card, now: datetime) -> str:
    stamp = f"{card.published_at:%Y-%m-%d %H:%M:%S}"
    ago = ago_text(card.published_at, now)
    return fill("popular_item", url=card.url, title=escape(card.headline), stamp=stamp, ago=ago)


@lru_cache(maxsize=4)
def _filler(size: int) -> str:
    """Script text as in heavy pages: bidding tables of advertisements (invented)."""
    rng, parts, length = Random("filler"), [], 0
    while length < size:
        slot, zone, floor = rng.randrange(10**6), rng.randrange(10**12), rng.randrange(99)
        width, height, bidder = (
            rng.choice((300, 728, 970)),
            rng.choice((90, 250, 600)),
            rng.choice("abcdefgh"),
        )
        parts.append(
            f"adUnits.push({{code:'div-Slot-{slot:x}',mediaTypes:{{banner:{{sizes:[[{width},{height}]]}}}},"
            f"bids:[{{bidder:'{bidder}',params:{{placement:'{zone:x}',floor:0.{floor:02d}}}}}]}});\n"
        )
        length += len(parts[-1])
    return "".join(parts)


def padded(page: str, page_bytes: int) -> bytes:
    """The encoded page, padded to about `page_bytes` by scripts at the end of its head; 0 adds none."""
    body = page.encode()
    missing = page_bytes - len(body)
    if missing < 100:
        return body
    filler, blocks = _filler(page_bytes), []
    for start in range(0, missing, 16_384):
        text = filler[start : min(start + 16_384, missing)]
        blocks.append(f"<script>/*<![CDATA[*/\n{text.rpartition(chr(10))[0]}\n/*]]>*/</script>\n".encode())
    return body.replace(b"</head>", b"".join(blocks) + b"</head>", 1)
