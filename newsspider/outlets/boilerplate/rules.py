"""Rules of removed lines that code refers to; an outlet's furniture and phrases may add their own."""

from __future__ import annotations

from enum import StrEnum


class CutRule(StrEnum):
    """Why a line is no story."""

    AUTHOR_NOTE = "author_note"
    BACA_JUGA = "baca_juga"
    BELOW_END = "below_end"
    CALL_BOX = "call_box"
    CALLOUT = "callout"
    CAPTION = "caption"
    CREDIT_LINE = "credit_line"
    DATELINE = "dateline"
    DECORATION = "decoration"
    EMBED = "embed"
    FORM = "form"
    HEADLINE = "headline"
    HASHTAGS = "hashtags"
    LEAD = "lead"
    OUTSIDE_STORY = "outside_story"
    PAGE_LABEL = "page_label"
    PAGING = "paging"
    PICTURE_ADDRESS = "picture_address"
    PREMIUM_BOX = "premium_box"
    PUBLICATION_LINE = "publication_line"
    READ_MORE = "read_more"
    RELATED_TABLE = "related_table"
    REPEATED = "repeated"
    REPORTER_LINE = "reporter_line"
    REPUBLICATION = "republication"
    SHARE = "share"
    SIGNATURE = "signature"
    SOURCE_LINE = "source_line"
    TAGS = "tags"
    TOPIC_CALLOUT = "topic_callout"
    TOPIC_LABEL = "topic_label"
    TRIBUNX_BANNER = "tribunx_banner"
