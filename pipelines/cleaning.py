"""Cleaning: cut what is not story, and put what the cut lines say into fields.

Pure functions Article -> Article, the same for HTML pages and text renderings. Nothing disappears: every line
cut stands in `removed` with its rule, and what it says (writer, place, signature, topic) is a field. A second
cleaning cuts nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import groupby
from typing import Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from newsspider.items import Article, Block, BlockKind, Removed, rejected
from newsspider.outlets import OUTLETS
from newsspider.outlets.outlet import Outlet
from newsspider.outlets.position import judge
from newsspider.text import collapse
from newsspider.timelimit import TooSlow, call_with_time_limit
from pipelines.fields import people_in, take_fields
from pipelines.signing import cut_signature, signed, with_cuts

OPENING = 4
"""Blocks: reporter line and dateline stand among the first ones."""
_WORD = re.compile(r"\w")


def clean(article: Article, outlet: Outlet) -> Article:
    """The article without boilerplate; every cut is added to `removed`. What one cut uncovers is cut as well:
    each pass shortens the story, and the last one finds nothing."""
    while True:
        cleaned = cut_captions(cut_lines(article, outlet))
        for stage in (cut_reporter, cut_dateline, cut_signature):
            cleaned = stage(cleaned, outlet)
        cleaned = join_lines(cleaned)
        if cleaned.blocks == article.blocks:
            return take_fields(cleaned, outlet)
        article = cleaned


def cut_lines(article: Article, outlet: Outlet) -> Article:
    """Cut whole lines that are boilerplate where they stand; a block whose lines are not, one by one, but are
    together too: rules are proposed from what is stored, where soft breaks are spaces."""
    judged = judge(article.blocks, outlet)
    if len(judged) == len(article.blocks) and not any(line.rule for line in judged):
        return article
    kept: list[Block] = []
    removed: list[Removed] = []
    marks: list[str] = []
    for index, group in groupby(judged, key=lambda line: line.block):
        block, lines = article.blocks[index], list(group)
        story = [line.text for line in lines if line.rule is None]
        removed += [Removed(rule=line.rule, text=line.text) for line in lines if line.rule]
        marks += [line.text for line in lines if line.rule == "signature"]
        if len(story) == len(lines) > 1 and (rule := _joined_rule(block, outlet)):
            removed.append(Removed(rule=rule, text=collapse(block.text)))
        elif len(story) == len(lines):
            kept.append(block)
        elif story:
            kept.append(replace(block, text="\n".join(story)))
    article = with_cuts(article, kept, removed) if removed else article
    return signed(article, collapse(" ".join(marks)))


def _joined_rule(block: Block, outlet: Outlet) -> str | None:
    """The rule that cuts a block of several lines once they are one."""
    joined = Block(kind=block.kind, text=collapse(block.text))
    return next((line.rule for line in judge((joined,), outlet)), None)


def cut_captions(article: Article) -> Article:
    """Cut a block that only repeats a picture's caption."""
    captions = {image.caption for image in article.images if len(image.caption) > 30}
    kept = [block for block in article.blocks if block.text not in captions]
    removed = [Removed(rule="caption", text=block.text) for block in article.blocks if block.text in captions]
    return with_cuts(article, kept, removed) if removed and kept else article


def cut_reporter(article: Article, outlet: Outlet) -> Article:
    """Cut "Laporan Wartawan ..., Name" above the story; it names the writer where the page credits none."""
    kept: list[Block] = []
    removed: list[Removed] = []
    reporters: tuple[str, ...] = ()
    for index, block in enumerate(article.blocks):
        opens = index < OPENING and block.kind is not BlockKind.LIST_ITEM
        line, rest = _reporter_line(block.text, outlet) if opens else ("", block.text)
        if line:
            found = outlet.marks.reporter_of(line)
            reporters = reporters or people_in(found["name"] if found else "")
            removed.append(Removed(rule="reporter_line", text=line))
        if rest:
            kept.append(replace(block, text=rest) if line else block)
    if not removed:
        return article
    article = with_cuts(article, kept, removed)
    if article.authors or not reporters:
        return article
    return replace(article, authors=reporters, provenance={**article.provenance, "authors": "line:reporter"})


def _reporter_line(text: str, outlet: Outlet) -> tuple[str, str]:
    """A block's reporter line, if it begins with one, and the rest of the block."""
    first, _, rest = text.partition("\n")
    if outlet.marks.reporter_of(first):
        return first, rest
    if first.lower().startswith("laporan"):
        for start in re.finditer(r"\s(?=[A-Z])", first[:160]):
            if outlet.marks.dateline.match(first, start.end()) and outlet.marks.reporter_of(
                first[: start.start()]
            ):
                return first[: start.start()], text[start.end() :]
    return "", text


def cut_dateline(article: Article, outlet: Outlet) -> Article:
    """Move the opening brand and places ("TRIBUNNEWS.COM, NAIROBI, KENYA -") from the text to their field."""
    if article.dateline is not None:
        return article
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
        article = with_cuts(article, kept, cuts)
        return replace(article, dateline=dateline)
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
    if tuple(kept) == article.blocks:
        return article
    cuts = tuple(Removed(rule="decoration", text=block.text) for block in bare if block.text)
    return replace(article, blocks=tuple(kept), removed=article.removed + cuts)


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
        outlet = OUTLETS[item.outlet]
        try:
            article = call_with_time_limit(self.seconds, lambda: clean(item, outlet))
        except TooSlow as why:
            return rejected(item, "TooSlow", str(why))
        for rule, count in Counter(cut.rule for cut in article.removed).items():
            self.stats.inc_value(f"cleaning/{rule}", count)
        return article
