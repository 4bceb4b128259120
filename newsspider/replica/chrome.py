"""What surrounds every page: the header with today's date, the menu, the side bar, the footer, the weight?"""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from html import escape
from random import Random

from newsspider.replica.dates import ago_text, day_text
from newsspider.replica.hosts import HOSTS, Host
from newsspider.replica.markup import fill
from newsspider.replica.story import Card

_NETWORK = (
    "tribunnewswiki.com", "style.tribunnews.com", "travel.tribunnews.com", "wow.tribunnews.com",
    "newsmaker.tribunnews.com", "video.tribunnews.com", "www.tribunjualbeli.com", "bogor.tribunnews.com",
    "wartakota.tribunnews.com", "jakarta.tribunnews.com", "bali.tribunnews.com", "batam.tribunnews.com",
    "bangka.tribunnews.com", "belitung.tribunnews.com", "cirebon.tribunnews.com", "jabar.tribunnews.com",
    "jambi.tribunnews.com", "jateng.tribunnews.com", "kaltim.tribunnews.com", "lampung.tribunnews.com",
    "madura.tribunnews.com", "manado.tribunnews.com", "padang.tribunnews.com", "palu.tribunnews.com",
    "palembang.tribunnews.com", "papua.tribunnews.com", "pekanbaru.tribunnews.com", "pontianak.tribunnews.com",
    "sumsel.tribunnews.com", "suryamalang.tribunnews.com", "ternate.tribunnews.com", "mataram.tribunnews.com",
)  # fmt: skip
_LINE = "\t\t\t\t\t<li><a href=\"https://{0}/\" title=\"{1}\" target=\"_blank\">{1}</a></li>"


def menu(host: Host) -> str:
    return "\n".join(
        f'            <li ><a href="https://{host.domain}/{slug}" title="{name}" >{name}</a></li>'
        for slug, name in host.sections
    )


@lru_cache(maxsize=64)
def top(host: Host, now: datetime) -> str:
    names = [(own.domain, own.title) for own in HOSTS.values()] + [(name, name) for name in _NETWORK]
    return fill(
        "top", domain=host.domain, site_title=host.title, today_iso=now.isoformat(timespec="seconds"),
        today=day_text(now), menu=menu(host), network="\n".join(_LINE.format(*name) for name in names),
    )  # fmt: skip


@lru_cache(maxsize=64)
def bottom(host: Host, now: datetime, popular: Sequence[Card]) -> str:
    return fill(
        "bottom", domain=host.domain, this_year=now.year, network_word=" Network" if host.regional else "",
        popular="".join(_popular(card, now) for card in popular),
    )  # fmt: skip


def _popular(card: Card, now: datetime) -> str:
    title = escape(card.headline)
    return f"""							<li class='pb15 art-list pos_rel' >
				<div class="mt5 mr110">
					<h3>
						<a href="{card.url}" title="{title}" class="fbo2 f15 txt-oev-3">
							{title} 						</a>
					</h3>
					<div class="grey pt5">
						&nbsp;<span class="fa fa-clock-o mr5"></span>
						<time class="grey foot timeago" title="{card.published_at:%Y-%m-%d %H:%M:%S}">{ago_text(card.published_at, now)} </time>
					</div>
				</div>
				<div class="sharecot pos_abs nw" data-href="{card.url}" data-title="{title}"></div>
				<div class="cl2"></div>
			</li>
"""


@lru_cache(maxsize=4)
def _filler(size: int) -> str:
    """Script text as heavy pages carry it: the bidding tables of advertisements (invented)."""
    rng, parts, length = Random("filler"), [], 0
    while length < size:
        part = (
            f"adUnits.push({{code:'div-Slot-{rng.randrange(10**6):x}',mediaTypes:{{banner:{{sizes:[[{rng.choice((300, 728, 970))},"
            f"{rng.choice((90, 250, 600))}]]}}}},bids:[{{bidder:'{rng.choice(('alfa', 'bravo', 'delta'))}',params:{{placement:"
            f"'{rng.randrange(10**12):x}',floor:0.{rng.randrange(99):02d}}}}},{{bidder:'omega',params:{{zone:{rng.randrange(10**8)}}}}}]}});\n"
        )
        parts.append(part)
        length += len(part)
    return "".join(parts)


def weighted(page: str, page_bytes: int) -> bytes:
    """The encoded page, made about `page_bytes` long by scripts at the end of its head (0: as it is)."""
    body = page.encode()
    missing = page_bytes - len(body)
    if missing < 100:
        return body
    filler, blocks = _filler(page_bytes), []
    for start in range(0, missing, 16_384):
        text = filler[start : min(start + 16_384, missing)]
        blocks.append(f"<script>/*<![CDATA[*/\n{text.rpartition(chr(10))[0]}\n/*]]>*/</script>\n".encode())
    return body.replace(b"</head>", b"".join(blocks) + b"</head>", 1)
