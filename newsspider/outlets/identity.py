"""The story that a page says it shows: its own address, or that of another story than was asked for.

What a page says of itself is no proof that it is the page that was asked for: a cache may answer with
another story's page, whose canonical address, number and headline agree with one another. So an address is
believed at once only if it is the asked story's by its own form.
"""

from __future__ import annotations

import re

from newsspider import urls
from newsspider.outlets.page import Page
from newsspider.outlets.site import Site
from newsspider.urls import is_older_form, number_of, same_story, slug_of

__all__ = ["believed", "named_otherwise", "number_of", "same_story", "stated"]

_WORD = re.compile(r"[^\W_]+")


def stated(page: Page, site: Site) -> list[str]:
    """The stories' addresses that a page gives for itself, each once: canonical, then og:url and JSON-LD."""
    node = page.first('link[rel="canonical"]')
    found = [node.attributes.get("href") if node is not None else None, page.meta.get("og:url")]
    article = page.typed("NewsArticle", "Article", "ReportageNewsArticle")
    main = article.get("mainEntityOfPage")
    found += [main.get("@id") if isinstance(main, dict) else main, article.get("url")]
    joined = dict.fromkeys(urls.absolute(page.url or "", href) for href in found if isinstance(href, str))
    return [
        url for url in joined if url and site.address(url).is_story and len(url) < site.limits.urllength_limit
    ]


def story_url(page: Page, site: Site, site_id: str | None = None) -> str:
    """The identity of a page's story. rel=canonical states it, if it is believed; else the address fetched.
    Empty where neither is known."""
    node = page.first('link[rel="canonical"]')
    canonical = urls.absolute(page.url or "", node.attributes.get("href")) if node is not None else None
    is_believed = (
        canonical
        and len(canonical) < site.limits.urllength_limit
        and site.address(canonical).is_story
        and (not page.url or believed(page.url, canonical, site_id))
    )
    return site.address(canonical if is_believed else page.url).identity


def believed(asked: str, claim: str, site_id: str | None) -> bool:
    """Whether `claim` is an address of the story that was asked for at `asked`: both name one story, or
    `asked` is its older form and the page bears the claim's number."""
    if asked == claim:
        return True
    return same_story(asked, claim) or (is_older_form(asked, claim) and number_of(claim) == (site_id or ""))


def named_otherwise(page: Page, site: Site, site_id: str | None, headline: str) -> str | None:
    """The other story that a page says it shows: its address, or words that tell it. Empty if the page does
    not say whose it is, None if it is the story that was asked for (or nothing was asked for)."""
    asked = page.url
    if not asked or not site.address(asked).is_story:
        return None
    number = number_of(asked)
    if site_id and site_id == number:
        return None
    claims = stated(page, site)
    ours = [believed(asked, claim, site_id) for claim in claims]
    if not claims or ours[0]:
        foreign = site_id and number and not _fit(asked, headline)
        return f"the story with the number {site_id}" if foreign else None if claims else ""
    if any(ours) and _fit(asked, headline) >= _fit(claims[0], headline):
        return None
    return _other(asked, claims[0], site_id, headline, site)


def _other(asked: str, claim: str, site_id: str | None, headline: str, site: Site) -> str:
    """The claim, if number or headline bear it out: a template may give every page one address."""
    ours, theirs = _fit(asked, headline), _fit(claim, headline)
    if ours > theirs:
        return ""
    if site_id and number_of(claim):
        return site.address(claim).identity if site_id == number_of(claim) else ""
    return site.address(claim).identity if theirs > ours else ""


def _fit(url: str, headline: str) -> float:
    """The share of the words of an address's slug that the headline has."""
    words = {word for word in _WORD.findall(slug_of(url)) if not word.isdigit()}
    return len(words & set(_WORD.findall(headline.casefold()))) / len(words) if words else 0.0
