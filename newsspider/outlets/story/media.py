"""Lines that stand below a picture or a video, and may speak of it."""

from __future__ import annotations

from dataclasses import replace

from newsspider.items import BlockKind, Line, Media
from newsspider.outlets.pages.lines import MarkupLine
from newsspider.outlets.story.images import PICTURE_HOLDERS, bare_image
from newsspider.outlets.story.reading import Reading
from newsspider.outlets.story.shapes import is_caption


def beside_media(reading: Reading, line: MarkupLine, found: Line) -> Line:
    """The transcribed line, with the picture or the video that it stands below."""
    if line.media is None or not (
        line.kind is BlockKind.PARAGRAPH or is_caption(line.text, reading.outlet.marks)
    ):
        return found
    if line.media.tag not in PICTURE_HOLDERS:
        return replace(found, media=Media.VIDEO_ABOVE)
    return replace(found, media=Media.PICTURE_ABOVE, image=bare_image(reading, line.media))
