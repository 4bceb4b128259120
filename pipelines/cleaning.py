"""Cleaning: cut what is not story, and put what the cut lines say into fields.

`clean` is a pure function Article -> Article, the same for HTML pages and text renderings. Its stages change
one draft. Nothing disappears: every line cut stands in `removed` with its rule, and what it says (writer,
place, signature, topic) is a field. A second cleaning cuts nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from newsspider.items import Article, Block, BlockKind, Link, LinkKind, Removed, numbered, rejected
from newsspider.outlets import OUTLETS
from newsspider.outlets.boilerplate.calls import is_sentence
from newsspider.outlets.boilerplate.rules import CutRule
from newsspider.outlets.boilerplate.wording import POSITIONS
from newsspider.outlets.crawled import CrawledOutlets
from newsspider.outlets.site import Site
from newsspider.outlets.story.neighbours import Judged
from newsspider.outlets.story.people import split_names
from newsspider.outlets.story.position import judge
from newsspider.outlets.story.shapes import is_item
from newsspider.text import collapse
from newsspider.timelimit import TooSlow, call_with_time_limit
from newsspider.visits import ReadingKind
from pipelines.draft import Draft
from pipelines.fields import take_fields
from pipelines.repeats import cut_repeated
from pipelines.signing import cut_glued, cut_signature, sign
from pipelines.transcript import Calls, cut_transcribed

OPENING = 4
"""Blocks: reporter line and dateline stand among the first ones."""
LONGEST_NOTE = 120
"""Characters of the line that says who the writer is."""
_WORD = re.compile(r"\w")
_BRACKETED = re.compile(rf"[(*]{{1,2}}\s?[^()]{{5,{LONGEST_NOTE}}}[)*]{{1,2}}")
_POSITION = re.compile(rf"\W{{0,3}}(?:{POSITIONS})(?!\w)", re.IGNORECASE)


def clean(article: Article, outlet: Site) -> Article:
    """The article without boilerplate; every cut is added to `removed`. What one cut uncovers is cut as well:
    each pass shortens the story, and the last one finds nothing. A story that was read generically is also
    cleaned by the rules of any newsroom."""
    outlet = outlet.with_any_rules if article.reading is ReadingKind.GENERIC else outlet
    draft = Draft(article)
    cut_repeated(draft)
    calls = cut_transcribed(draft, outlet)
    while True:
        before = draft.page
        cut_lines(draft, outlet, calls)
        cut_captions(draft)
        for stage in (cut_reporter, cut_dateline, cut_signature, cut_glued):
            stage(draft, outlet)
        cut_headline(draft)
        join_lines(draft)
        if draft.page is before:
            break
        calls = {}
    take_fields(draft, outlet)
    return within_limits(draft, outlet)


def within_limits(draft: Draft, outlet: Site) -> Article:
    """The article with as many links as the outlet's limits let it have."""
    if "links" not in draft.fields:
        return draft.article
    found = outlet.limits.applied(draft.article, lambda url: outlet.address(url).identity)
    assert isinstance(found, Article)
    return found


def cut_lines(draft: Draft, outlet: Site, calls: Calls) -> None:
    """Cut whole lines that are boilerplate where they stand, and record their links (`calls`). A block of
    several lines is also cut if only its joined text is boilerplate: rules are proposed from stored text."""
    judged = judge(draft.blocks, outlet)
    if len(judged) == len(draft.blocks) and not any(line.rule for line in judged):
        return
    changes: dict[int, list[Block | Removed]] = {}
    cuts: list[Judged] = []
    for index, group in groupby(judged, key=lambda line: line.block):
        block, lines = draft.blocks[index], list(group)
        cut = [line for line in lines if line.rule]
        if cut:
            changes[index] = _without_cuts(block, lines)
            cuts += cut
        elif len(lines) > 1 and (rule := _joined_rule(block, outlet)):
            changes[index] = [Removed(rule=rule, text=collapse(block.text))]
    draft.change(changes)
    if marks := [line.text for line in cuts if line.rule == CutRule.SIGNATURE]:
        sign(draft, collapse(" ".join(marks)))
    if links := _links_of_cuts([line.text for line in cuts], calls):
        draft["links"] = numbered((*draft["links"], *links))


def _without_cuts(block: Block, lines: Sequence[Judged]) -> list[Block | Removed]:
    """The block without the lines cut from it; those between its lines stand below it."""
    story = [line.text for line in lines if line.rule is None]
    page: list[Block | Removed] = [Removed(rule=line.rule, text=line.text) for line in lines if line.rule]
    if story:
        first = next(place for place, line in enumerate(lines) if line.rule is None)
        page.insert(first, replace(block, text="\n".join(story)))
    return page


def _links_of_cuts(cuts: Sequence[str], calls: Calls) -> list[Link]:
    """The links of lines that are cut because of where they stand: what they call the reader to."""
    anchors = (anchor for text, anchors in calls.items() if text in cuts for anchor in anchors)
    return [
        Link(kind=LinkKind.CALL, url=anchor.url, anchor=anchor.text, title=anchor.title)
        for anchor in anchors
        if anchor.url is not None
    ]


def _joined_rule(block: Block, outlet: Site) -> str | None:
    """The rule that cuts a block of several lines once they are one."""
    joined = Block(kind=block.kind, text=collapse(block.text))
    return next((line.rule for line in judge((joined,), outlet)), None)


def cut_captions(draft: Draft) -> None:
    """Cut a block that only repeats a picture's caption, unless nothing else is left."""
    captions = {image.caption for image in draft["images"] if len(image.caption) > 30}
    repeated = {index: block for index, block in enumerate(draft.blocks) if block.text in captions}
    if len(repeated) < len(draft.blocks):
        draft.change(
            {index: [Removed(rule=CutRule.CAPTION, text=block.text)] for index, block in repeated.items()}
        )


def cut_reporter(draft: Draft, outlet: Site) -> None:
    """Cut "Laporan Wartawan ..., Name" above the story; it names the writer where the page credits none."""
    changes: dict[int, list[Block | Removed]] = {}
    reporters: tuple[str, ...] = ()
    for index, block in enumerate(draft.blocks[:OPENING]):
        if block.kind is BlockKind.LIST_ITEM:
            continue
        line, rest = _reporter_line(block.text, outlet)
        if line:
            found = outlet.marks.reporter_of(line)
            reporters = reporters or split_names(found["name"] if found else "")
            cut = Removed(rule=CutRule.REPORTER_LINE, text=line)
            changes[index] = [cut, replace(block, text=rest)] if rest else [cut]
        elif len(changes.get(index - 1, ())) == 1 and _describes_writer(block.text):
            changes[index] = [Removed(rule=CutRule.AUTHOR_NOTE, text=block.text)]
    draft.change(changes)
    draft.fill("authors", reporters, "reporter")


def _describes_writer(text: str) -> bool:
    """Whether the line under "Oleh: ..." says who its writer is: in brackets, or from a position on."""
    return _BRACKETED.fullmatch(text) is not None or (
        _POSITION.match(text) is not None and not is_sentence(text) and len(text) <= LONGEST_NOTE
    )


def _reporter_line(text: str, outlet: Site) -> tuple[str, str]:
    """A block's reporter line, if it begins with one, and the rest of the block."""
    marks = outlet.marks
    first, _, rest = text.partition("\n")
    if marks.reporter_of(first):
        return first, rest
    if first.lower().startswith("laporan"):
        for start in re.finditer(r"\s(?=[A-Z])", first[:160]):
            line = first[: start.start()]
            if marks.dateline.match(first, start.end()) and marks.reporter_of(line):
                return line, text[start.end() :]
    return "", text


def cut_dateline(draft: Draft, outlet: Site) -> None:
    """Move the opening brand and places ("KABAR.COM, NAIROBI, KENYA -") from the text to their field. An
    opening that does not name the newsroom is none below a sentence."""
    if draft["dateline"] is not None:
        return
    dateline, opens = outlet.marks.dateline, True
    for index, block in enumerate(draft.blocks[:OPENING]):
        begins = dateline.match(block.text)
        found = begins or dateline.fullmatch(block.text + " -")
        named = found is not None and outlet.marks.newsroom.search(block.text) is not None
        if found is None or not (named or (opens and begins)):
            opens = opens and not is_sentence(block.text)
            continue
        stated = collapse(found["dateline"][: len(block.text)])
        label = block.text[: found.start("dateline")].strip()
        rest = block.text[found.end() :].lstrip(" \n-–—:|,")
        page: list[Block | Removed] = [Removed(rule=CutRule.TOPIC_LABEL, text=label)] if label else []
        page.append(Removed(rule=CutRule.DATELINE, text=stated))
        page += [replace(block, text=rest)] if rest else []
        draft.change({index: page})
        draft["dateline"] = stated
        return


def cut_headline(draft: Draft) -> None:
    """Cut a first block that only repeats the headline, unless nothing else is left."""
    first, headline = draft.blocks[:1], draft["headline"]
    if len(draft.blocks) > 1 and headline and first[0].text.casefold() == headline.casefold():
        draft.change({0: (Removed(rule=CutRule.HEADLINE, text=first[0].text),)})


def join_lines(draft: Draft) -> None:
    """Soft line breaks have done their work: each block is one line, and none is mere decoration. Lines that
    are all numbered are entries of a list."""
    changes: dict[int, Sequence[Block | Removed]] = {}
    for index, block in enumerate(draft.blocks):
        text = collapse(block.text)
        if "\n" in block.text and all(map(is_item, entries := block.text.split("\n"))):
            changes[index] = [replace(block, text=collapse(entry)) for entry in entries]
        elif not _WORD.search(text):
            changes[index] = (Removed(rule=CutRule.DECORATION, text=text),) if text else ()
        elif text != block.text:
            changes[index] = (Block(kind=block.kind, text=text),)
    draft.change(changes)


class CleaningPipeline:
    """Cleans every article and counts each rule's removals as `cleaning/<rule>`. One that takes longer than
    READ_SECONDS is a rejection."""

    def __init__(
        self,
        stats: StatsCollector,
        seconds: float = 5.0,
        outlet_of: Callable[[str], Site] = OUTLETS.__getitem__,
    ) -> None:
        self.stats, self.seconds, self.outlet_of = stats, seconds, outlet_of

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        def outlet_of(name: str) -> Site:
            """The outlet of this name, of a crawl with the crawl's limits."""
            crawled: CrawledOutlets | None = getattr(crawler.spider, "outlets", None)
            return OUTLETS[name] if crawled is None else crawled.named(name)

        assert crawler.stats is not None
        return cls(crawler.stats, crawler.settings.getfloat("READ_SECONDS"), outlet_of)

    def process_item(self, item: object) -> object:
        """An Article cleaned; anything else as it is."""
        if not isinstance(item, Article):
            return item
        outlet = self.outlet_of(item.outlet)
        try:
            article = call_with_time_limit(self.seconds, lambda: clean(item, outlet))
        except TooSlow as why:
            return rejected(item, "TooSlow", str(why))
        count = self.stats.inc_value
        for rule, cuts in Counter(cut.rule for cut in article.removed).items():
            count(f"cleaning/{rule}", cuts)
        return article
