"""Identity of the story on a page: the requested story, or another one.

What a page says of itself is no proof: a cache may answer with another story's page, whose canonical address,
number and headline agree with one another. An address is believed at once only if by its form it names the
requested story.
"""

from __future__ import annotations

import re

from newsspider import urls
from newsspider.items import Article
from newsspider.outlets.pages.page import STORY_TYPES, Page
from newsspider.outlets.site import Site
from newsspider.urls import is_older_form, number_of, same_story, slug_of

FEWEST_WORDS, LEAST_SHARE = 3, 0.3
"""Long words of a slug that can be judged, and the share of them that a story must have; real stories have
two thirds or more."""
LONG_WORD = 4
"""Letters."""
_WORD = re.compile(r"[^\W_]+")
_EXTENSION = re.compile(r"\.(?:x?html?|phtml|php\d?|aspx?|jsp)\Z")


def story_url(page: Page, site: Site, site_id: str | None = None) -> str:
    """The identity of a page's story: of rel=canonical if that is believed, else of the address fetched.
    Empty where neither is known."""
    canonical = urls.absolute(page.url or "", page.canonical)
    trusted = _is_story(canonical, site) and (not page.url or is_believed(page.url, canonical or "", site_id))
    return site.address(canonical if trusted else page.url).identity


def stated_addresses(page: Page, site: Site) -> list[str]:
    """The story addresses that a page states for itself, each once: canonical, then og:url and JSON-LD."""
    article = page.typed(*STORY_TYPES)
    main = article.get("mainEntityOfPage")
    hrefs = [
        page.canonical,
        page.meta.get("og:url"),
        main.get("@id") if isinstance(main, dict) else main,
        article.get("url"),
    ]
    joined = dict.fromkeys(urls.absolute(page.url or "", href) for href in hrefs if isinstance(href, str))
    return [url for url in joined if url and _is_story(url, site)]


def is_believed(requested: str, claim: str, site_id: str | None) -> bool:
    """Whether `claim` is an address of the story at `requested`: both name one story, or
    `requested` is the older form and the page has the number of `claim`."""
    if requested == claim:
        return True
    return same_story(requested, claim) or (
        is_older_form(requested, claim) and number_of(claim) == (site_id or "")
    )


def other_story(page: Page, site: Site, site_id: str | None, headline: str) -> str | None:
    """The other story that a page says it shows: its address, or words that name it.

    Empty if the page does not say which story it shows. None if it shows the requested story, or if
    no story was requested.
    """
    requested = page.url
    if not requested or not site.address(requested).is_story:
        return None
    number = number_of(requested)
    if site_id and site_id == number:
        return None
    claims = stated_addresses(page, site)
    ours = [is_believed(requested, claim, site_id) for claim in claims]
    if not claims or ours[0]:
        foreign = site_id and number and not _share_of_slug(requested, headline)
        return f"the story with the number {site_id}" if foreign else None if claims else ""
    if any(ours) and _share_of_slug(requested, headline) >= _share_of_slug(claims[0], headline):
        return None
    return _confirmed(requested, claims[0], site_id, headline, site)


def is_of_address(article: Article, url: str | None) -> bool:
    """Whether a story has words of the slug in an address. True without an address, and for a slug without
    long words."""
    words = _long_words(url or "")
    found = _WORD.findall(f"{article.headline}\n{article.text}".casefold())
    return len(words.intersection(found)) >= LEAST_SHARE * len(words)


def says_little(url: str | None) -> bool:
    """Whether the slug in an address has too few long words to tell its story from another page."""
    return url is not None and len(_long_words(url)) < FEWEST_WORDS


def _long_words(url: str) -> set[str]:
    slug = _EXTENSION.sub("", slug_of(url))
    return {word for word in _WORD.findall(slug) if len(word) >= LONG_WORD and word.isalpha()}


def _confirmed(requested: str, claim: str, site_id: str | None, headline: str, site: Site) -> str:
    """The identity of the claim if number or headline confirm it, else empty: a template may state one
    address on every page."""
    ours, theirs = _share_of_slug(requested, headline), _share_of_slug(claim, headline)
    if ours > theirs:
        return ""
    if site_id and number_of(claim):
        return site.address(claim).identity if site_id == number_of(claim) else ""
    return site.address(claim).identity if theirs > ours else ""


def _is_story(url: str | None, site: Site) -> bool:
    return url is not None and len(url) < site.limits.urllength_limit and site.address(url).is_story


def _share_of_slug(url: str, headline: str) -> float:
    """The share of the words of an address's slug that the headline contains."""
    words = {word for word in _WORD.findall(slug_of(url)) if not word.isdigit()}
    return len(words & set(_WORD.findall(headline.casefold()))) / len(words) if words else 0.0
