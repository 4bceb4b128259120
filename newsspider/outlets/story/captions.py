"""Captions of pictures, and the credits at their ends."""

from __future__ import annotations

import re

from newsspider.text import collapse

_CREDIT_AT_END = re.compile(
    r"(?<!\s)\s{0,4}\((?P<credit>[^()]{2,90}(?:\([^()]{0,90}\))?)\)\s{0,4}[.*]{0,9}\s{0,4}\Z"
)
_NO_CREDIT = re.compile(
    r"[\d/.\s:-]+(?:WIB|WITA|WIT)?|(?:ke)?(?:kanan|kiri|tengah|depan|belakang|atas|bawah|dua|tiga|empat)\b.*|ilustrasi",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\A(?:(?:foto|sumber|source|k?credit|kredit|photo)\s?[:.]|dok(?:umentasi)?\s?:)\s?(?=\S)", re.IGNORECASE
)
_STATED = re.compile(
    r"(?<![\w:])(?:foto|sumber|source|credit|photo)\s?:\s?(?P<credit>[^():]{2,90})\Z", re.IGNORECASE
)
_IN_BRACKETS = re.compile(
    r"\s{0,4}\[(?P<credit>[^\[\]]{2,90})\]\Z|(?<=[.!?])\s?/(?P<slashed>[^/.]{2,60}(?:/[^/.]{2,60})?)/?\Z"
)
_LABELLED = re.compile(r"(?<=[.!?])\s(?:foto|photo)\s?/\s?(?P<credit>[^():]{2,90})\Z", re.IGNORECASE)
_OWNED = re.compile(r"(?<!\s)[\s/|]{0,4}(?P<credit>(?:©|\(c\)\s).{1,120})\Z", re.DOTALL)
_BY_AGENCY = re.compile(
    r"(?<=[.!?”\"])\s(?P<credit>[A-Z]{3,10}(?: [A-Z]{3,8})?\s?/\s?[A-Z][\w .'’/-]{2,60})\Z"
)


def split_caption(text: str) -> tuple[str, str | None]:
    """A caption without the words that say whose picture it is, and those.

    Known forms: "Text (Credit)", "Text (Foto: Credit)", "Text. Foto: Credit", "Foto: Text (Credit)",
    "Text/©Credit", "Foto: Credit" with a slash, "Text. AGENCY/Credit", "Text [Credit]", "Text. /Credit/",
    "Text. Foto/Credit".
    """
    text = collapse(text)
    caption, credit = caption_and_credit(text, None)
    if credit is not None:
        return without_label(caption), without_label(credit)
    boxed = _IN_BRACKETS.search(text) or _LABELLED.search(text)
    if boxed:
        return without_label(text[: boxed.start()].rstrip()), without_label(
            next(filter(None, boxed.groups()))
        )
    owned = _OWNED.search(text) or _BY_AGENCY.search(text)
    if owned:
        return text[: owned.start()], owned["credit"]
    stated = _STATED.search(text)
    if stated and (stated.start() or "/" in stated["credit"]):
        return text[: stated.start()].rstrip(), stated["credit"].strip(" .")
    return without_label(text), None


def without_label(text: str) -> str:
    """A caption or a credit without the word that says what it is: "Foto: ", "Sumber: "."""
    return _NAMED.sub("", text)


def caption_and_credit(text: str, known: str | None) -> tuple[str, str | None]:
    """A caption without the credit at its end, and that credit.

    The credit is the one `known` from a place of its own, repeated, or what stands in brackets at the
    very end, unless that is a date or says who stands where.
    """
    text = collapse(text)
    if known and text.lower().endswith(known.lower()):
        return text[: -len(known)].rstrip(" ("), known
    if known and text.lower().endswith(f"({known.lower()})"):
        return text[: -len(known) - 2].rstrip(), known
    found = _CREDIT_AT_END.search(text)
    if found is None or _NO_CREDIT.fullmatch(found["credit"]):
        return text, None
    if known is not None and not _alike(known, found["credit"]):
        return text, None
    return text[: found.start()].rstrip(), found["credit"].strip()


def _alike(one: str, other: str) -> bool:
    return collapse(one).casefold() == collapse(other).casefold()


def fuller_caption(alt: str, caption: str) -> str:
    """The caption, or the alt text if it continues the sentence at which the caption ends. An alt text that
    continues with another sentence says more than the picture's caption."""
    start = caption.rstrip(" .")
    continues = len(start) > 8 and len(alt) > len(start) + 3 and alt.startswith(start)
    return alt if continues and alt[len(start)] in ", ;:–-" else caption
