"""Cleaning: cut what is not story, and put what the cut lines say into fields.

Pure functions Article -> Article, the same for HTML pages and text renderings. Nothing disappears: every line cut
stands in `removed` with its rule, and what it says (writer, place, signature, topic) is a field. A second cleaning
cuts nothing.
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
from newsspider.outlets.standing import judge
from newsspider.outlets.wording import ROLE
from newsspider.text import collapse
from newsspider.timelimit import TooSlow, limited
from newsspider.urls import host_of

OPENING = 4
"""Blocks: reporter line and dateline stand among the first ones."""
CLOSING = 3
"""Blocks: a newsroom's mark is looked for among the last ones."""
_WORD = re.compile(r"\w")
_NAMES = re.compile(r"\s?(?:,|&|\bdan\b)\s?")
_WRITERS = frozenset(("penulis", "reporter", "kontributor", "wartawan", "jurnalis", "pewarta", "writer"))
_EDITORS = frozenset(("editor", "penyunting", "redaktur"))


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
    kept: list[Block] = []
    removed: list[Removed] = []
    signed: list[str] = []
    for index, group in groupby(judge(article.blocks, outlet), key=lambda line: line.block):
        block, lines = article.blocks[index], list(group)
        story = [line.text for line in lines if line.rule is None]
        removed += [Removed(rule=line.rule, text=line.text) for line in lines if line.rule]
        signed += [line.text for line in lines if line.rule == "signature"]
        if len(story) == len(lines) > 1 and (rule := _joined_rule(block, outlet)):
            removed.append(Removed(rule=rule, text=collapse(block.text)))
        elif len(story) == len(lines):
            kept.append(block)
        elif story:
            kept.append(replace(block, text="\n".join(story)))
    article = _with(article, kept, removed) if removed else article
    return _signed(article, collapse(" ".join(signed)))


def _joined_rule(block: Block, outlet: Outlet) -> str | None:
    """The rule that cuts a block of several lines once they are one."""
    joined = Block(kind=block.kind, text=collapse(block.text))
    return next((line.rule for line in judge((joined,), outlet)), None)


def _signed(article: Article, signature: str) -> Article:
    """The article with this signature; one found before stands below it."""
    whole = collapse(f"{signature} {article.signature or ''}")
    return replace(article, signature=whole) if signature else article


def take_fields(article: Article, outlet: Outlet) -> Article:
    """Fill the fields that the page leaves empty from the lines that were cut. Credits below a note on the first
    publisher are that publisher's."""
    republished = any(cut.rule == "republication" for cut in article.removed)
    for cut in article.removed:
        match cut.rule:
            case "republication":
                article = _take_source(article, cut.text, outlet)
            case "topic_callout":
                found = outlet.marks.topic.fullmatch(cut.text)
                article = _take(article, "topic", found["topic"].strip() if found else "", cut.rule)
            case "credit_line" if not republished:
                article = _take_credits(article, cut.text)
            case "premium_box" if not article.premium:
                article = replace(article, premium=True)
    return article


def _take(article: Article, name: str, value: object, rule: str) -> Article:
    if not value or getattr(article, name):
        return article
    provenance = {**article.provenance, name: f"line:{rule}"}
    return replace(article, provenance=provenance, **{name: value})  # type: ignore[arg-type]


def _take_source(article: Article, note: str, outlet: Outlet) -> Article:
    found = outlet.marks.republished.fullmatch(note)
    return _take(
        article,
        "source",
        found["source"] if found and not _own(found["source"], article) else "",
        "republication",
    )


def _take_credits(article: Article, line: str) -> Article:
    """Writers and editors of a credit line in the story; the page's own credits count before it."""
    writers: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    for found in ROLE.finditer(line):
        role = found["role"].lower()
        writers += _people(found["names"]) if role in _WRITERS else ()
        editors += _people(found["names"]) if role in _EDITORS else ()
    return _take(_take(article, "authors", writers, "credit_line"), "editors", editors, "credit_line")


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
        opens = index < OPENING and block.kind is not BlockKind.LIST_ITEM
        line, rest = _reporter_line(block.text, outlet) if opens else ("", block.text)
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
        article = _with(article, kept, cuts)
        return replace(article, dateline=dateline)
    return article


def cut_signature(article: Article, outlet: Outlet) -> Article:
    """Move the author's mark at the end of the last sentence to its field; a label of the page to the ledger. A
    newsroom's own mark may have a note of a sentence or two below it."""
    blocks = list(article.blocks)
    for index in range(len(blocks) - 1, max(-1, len(blocks) - 1 - CLOSING), -1):
        last = index == len(blocks) - 1
        start, rule = _mark_start(blocks[index], outlet, last)
        if start <= 0 or (not last and article.signature):
            continue
        text = blocks[index].text
        mark = collapse(text[start:])
        blocks[index] = replace(blocks[index], text=text[:start].rstrip())
        article = _with(article, blocks, [Removed(rule=rule, text=mark)])
        return _signed(article, mark) if rule == "signature" else article
    return article


def _mark_start(block: Block, outlet: Outlet, last: bool) -> tuple[int, str]:
    """Where the mark at a block's end begins, and its rule; 0 or less where there is none."""
    if block.kind is BlockKind.QUOTE:
        return 0, ""
    found = outlet.marks.signature.search(block.text)
    if found is None:
        return (_label_start(block.text, outlet), "page_label") if last else (0, "")
    ours = outlet.marks.newsroom.search(found["signature"]) is not None
    return (found.start(), "signature") if last or ours else (0, "")


def _label_start(text: str, outlet: Outlet) -> int:
    """Where a label in brackets begins behind the last sentence; 0 where there is none."""
    start = max(text.rfind("("), text.rfind("["))
    ended = text[:start].rstrip().endswith((".", "!", "?", "”", '"'))
    return start if start > 0 and ended and outlet.marks.label.fullmatch(text[start:]) else 0


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
        outlet = OUTLETS[item.outlet]
        try:
            article = limited(self.seconds, lambda: clean(item, outlet))
        except TooSlow as why:
            return rejected(item, "TooSlow", str(why))
        for rule, count in Counter(cut.rule for cut in article.removed).items():
            self.stats.inc_value(f"cleaning/{rule}", count)
        return article
