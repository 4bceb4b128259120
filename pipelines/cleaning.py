"""Which lines of an article are not story, and what do they tell instead?

Pure functions Article -> Article, the same for HTML pages and text renderings. Nothing disappears: every
line cut stands in `removed` with its rule, and what it told (writer, place, signature) is a field.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from newsspider.items import Article, Block, Removed, rejected
from newsspider.outlets import OUTLETS
from newsspider.outlets.outlet import Outlet
from newsspider.text import collapse
from newsspider.timelimit import TooSlow, limited
from newsspider.urls import host_of

OPENING = 4
"""Blocks: reporter line and dateline stand among the first ones."""
CLOSING = 4
"""Blocks: a signature on a line of its own stands among the last ones."""
_WORD = re.compile(r"\w")
_NAMES = re.compile(r"\s*(?:,|&|\bdan\b)\s*")


def clean(article: Article, outlet: Outlet) -> Article:
    """The article without boilerplate; every cut is added to `removed`."""
    article = cut_captions(cut_phrases(article, outlet))
    for stage in (cut_reporter, cut_dateline, cut_signature):
        article = stage(article, outlet)
    return join_lines(article)


def cut_phrases(article: Article, outlet: Outlet) -> Article:
    """Cut whole lines that are boilerplate by the outlet's phrases; a block whose lines are not, one by one,
    but are together too: rules are proposed from what is stored, where soft breaks are spaces."""
    kept: list[Block] = []
    removed: list[Removed] = []
    source = article.source
    for block in article.blocks:
        lines = block.text.split("\n")
        parts = []
        for part in lines:
            rule = outlet.phrases.rule(part)
            if rule is None:
                parts.append(part)
            else:
                removed.append(Removed(rule=rule, text=part))
            if rule == "republication" and source is None:
                found = outlet.marks.republished.fullmatch(part)
                source = found["source"] if found and not _own(found["source"], article) else None
        if len(parts) == len(lines) > 1 and (rule := outlet.phrases.rule(collapse(block.text))):
            removed.append(Removed(rule=rule, text=collapse(block.text)))
        elif parts:
            kept.append(block if len(parts) == len(lines) else replace(block, text="\n".join(parts)))
    if source != article.source:
        told = {**article.provenance, "source": "line:republication"}
        article = replace(article, source=source, provenance=told)
    return _with(article, kept, removed)


def _own(source: str, article: Article) -> bool:
    """A page that names its own site as the first publisher: no source, only a copied closing note."""
    return source.lower() in (host_of(article.url), host_of(article.url).removeprefix("www."))


def cut_captions(article: Article) -> Article:
    """Cut a block that only repeats a picture's caption."""
    captions = {image.caption for image in article.images if len(image.caption) > 30}
    kept = [block for block in article.blocks if block.text not in captions]
    removed = [Removed(rule="caption", text=block.text) for block in article.blocks if block.text in captions]
    return _with(article, kept, removed) if removed and kept else article


def cut_reporter(article: Article, outlet: Outlet) -> Article:
    """Cut "Laporan Wartawan ..., Name" above the story; it names the writer where the page credits none."""
    kept: list[Block] = []
    removed: list[Removed] = []
    reporters: tuple[str, ...] = ()
    for index, block in enumerate(article.blocks):
        line, rest = _reporter_line(block.text, outlet) if index < OPENING else ("", block.text)
        if line:
            found = outlet.marks.reporter.fullmatch(line)
            reporters = reporters or _people(found["name"] if found else "")
            removed.append(Removed(rule="reporter_line", text=line))
        if rest:
            kept.append(replace(block, text=rest) if line else block)
    if not removed:
        return article
    article = _with(article, kept, removed)
    if article.authors or not reporters:
        return article
    return replace(article, authors=reporters, provenance={**article.provenance, "authors": "line:reporter"})


def _reporter_line(text: str, outlet: Outlet) -> tuple[str, str]:
    """A block's reporter line, if it begins with one, and the rest of the block."""
    first, _, rest = text.partition("\n")
    if outlet.marks.reporter.fullmatch(first):
        return first, rest
    if first.lower().startswith("laporan"):
        for start in re.finditer(r"\s(?=[A-Z])", first[:160]):
            if outlet.marks.dateline.match(first, start.end()) and outlet.marks.reporter.fullmatch(
                first[: start.start()]
            ):
                return first[: start.start()], text[start.end() :]
    return "", text


def cut_dateline(article: Article, outlet: Outlet) -> Article:
    """Move the opening brand and place ("TRIBUNNEWS.COM, JAKARTA -") from the text to its field."""
    for index, block in enumerate(article.blocks[:OPENING]):
        found = outlet.marks.dateline.match(block.text) or outlet.marks.dateline.fullmatch(block.text + " -")
        if found is None:
            continue
        dateline = collapse(found["dateline"][: len(block.text)])
        label = block.text[: found.start("dateline")]
        rest = block.text[found.end() :].lstrip(" \n-–—:|,")
        kept = [
            *article.blocks[:index],
            *([replace(block, text=rest)] if rest else []),
            *article.blocks[index + 1 :],
        ]
        cuts = [Removed(rule="dateline", text=dateline)]
        if label:
            cuts.insert(0, Removed(rule="topic_label", text=label))
        article = _with(article, kept, cuts)
        return replace(article, dateline=dateline)
    return article


def cut_signature(article: Article, outlet: Outlet) -> Article:
    """Move the closing author mark, on its own line or at the end of the last one, to its field."""
    blocks = list(article.blocks)
    for index in range(len(blocks) - 1, max(0, len(blocks) - CLOSING) - 1, -1):
        text = blocks[index].text
        found = outlet.marks.signature.search(text)
        if found is None or (found.start() > 0 and index < len(blocks) - 1):
            continue
        signature = collapse(found["signature"])
        rest = text[: found.start()].rstrip()
        blocks[index : index + 1] = [replace(blocks[index], text=rest)] if rest else []
        article = _with(article, blocks, [Removed(rule="signature", text=signature)])
        return replace(article, signature=signature)
    return article


def join_lines(article: Article) -> Article:
    """Soft line breaks have done their work: each block is one line, and none is mere decoration."""
    blocks = (
        replace(block, text=text) if (text := collapse(block.text)) != block.text else block
        for block in article.blocks
    )
    kept: list[Block] = []
    bare: list[Block] = []
    for block in blocks:
        (kept if _WORD.search(block.text) else bare).append(block)
    cuts = tuple(Removed(rule="decoration", text=block.text) for block in bare if block.text)
    return replace(article, blocks=tuple(kept), removed=article.removed + cuts)


def _with(article: Article, blocks: list[Block], removed: list[Removed]) -> Article:
    return replace(article, blocks=tuple(blocks), removed=(*article.removed, *removed))


def _people(text: str) -> tuple[str, ...]:
    return tuple(name for piece in _NAMES.split(text) if (name := piece.strip(" .")))


class CleaningPipeline:
    """Cleans every article and counts each rule's removals as `cleaning/<rule>`. One that takes longer than
    READ_SECONDS is a rejection."""

    def __init__(self, stats: StatsCollector, seconds: float = 5.0) -> None:
        self.stats, self.seconds = stats, seconds

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        assert crawler.stats is not None
        return cls(crawler.stats, crawler.settings.getfloat("READ_SECONDS"))

    def process_item(self, item: object) -> object:
        """An Article cleaned; anything else as it is."""
        if not isinstance(item, Article):
            return item
        outlet = OUTLETS[ItemAdapter(item)["outlet"]]
        try:
            article = limited(self.seconds, lambda: clean(item, outlet))
        except TooSlow as why:
            return rejected(item, "TooSlow", str(why))
        for rule, count in Counter(cut.rule for cut in article.removed).items():
            self.stats.inc_value(f"cleaning/{rule}", count)
        return article
