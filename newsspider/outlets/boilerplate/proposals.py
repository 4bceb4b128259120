"""Proposed phrases: a rule that cuts given lines, as Python source."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterable, Sequence

from newsspider.outlets.boilerplate.phrases import Phrase, Phrasebook
from newsspider.text import common_prefix

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NUMBER_PATTERN = r"\d+(?:[.,]\d+)*"
_MARK = "\x00"  # for a number; no stored text holds it
_SPECIAL = re.compile(r"[\\.^$*+?{}\[\]()|]")
_WORD = re.compile(r"\w+")
FEWEST_LETTERS = 12
"""A pattern with fewer fixed letters would cut story."""
SIMILAR = 0.5
"""Least share of common words that makes a line one of a known rule's."""
_GENERAL = frozenset(
    "banner advertisement callout heading table line widget read more topic related us".split()
)


def proposed(seen: str, texts: Iterable[str], book: Phrasebook) -> Phrase:
    """A phrase that matches `seen` and each of `texts` end to end. Numbers may differ. Where the lines
    differ, any text matches that is at most somewhat longer. Its rule is the one of the book that cuts
    similar lines, else the line's first words."""
    lines = list(dict.fromkeys((seen, *texts)))
    for same_case in (False, True):
        fixed, pattern = _pattern(lines, same_case)
        phrase = Phrase(rule=rule_name(seen, book, fixed), pattern=pattern, seen=seen)
        if all(phrase.compiled.fullmatch(line) for line in lines):
            return phrase
    either = "|".join(_literal(NUMBER.sub(_MARK, line)) for line in lines)
    return Phrase(rule=rule_name(seen, book, seen), pattern=either, seen=seen)


def source_of(phrase: Phrase) -> str:
    """The phrase as Python source for the outlet's phrases.py; safe to print, whatever the line holds."""
    return (
        f"Phrase(\n    rule={_quoted(phrase.rule)},\n    pattern={_raw(phrase.pattern)},\n"
        f"    seen={_quoted(phrase.seen)},\n),"
    )


def rule_name(line: str, book: Phrasebook, fixed: str) -> str:
    """The name of the rule whose lines are most similar, else the first words of `fixed`."""
    words = set(_words(line))
    best, most = "", SIMILAR
    for phrase in book.phrases:
        named = {word for word in phrase.rule.split("_") if len(word) > 4} - _GENERAL
        known = set(_words(phrase.seen))
        similarity = len(words & known) / len(words | known) if words else 0.0
        if named & words:
            similarity += 1.0
        if similarity > most:
            best, most = phrase.rule, similarity
    return best or "_".join(_words(fixed)[:4])[:40].strip("_") or "suspect_line"


def _words(line: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", line).encode("ascii", "ignore").decode().lower()
    return [word for word in _WORD.findall(plain) if not word[0].isdigit()]


def _pattern(lines: Sequence[str], same_case: bool) -> tuple[str, str]:
    """The common text of all lines, and the pattern."""
    forms = list(dict.fromkeys(NUMBER.sub(_MARK, line) for line in lines))
    compared = forms if same_case else [form.lower() for form in forms]
    if len(set(compared)) == 1:
        return forms[0], _literal(forms[0])
    head = min(common_prefix(compared[0], other) for other in compared)
    shortest = min(map(len, compared))
    tail = min(common_prefix(compared[0][::-1], other[::-1]) for other in compared)
    tail = min(tail, shortest - head)
    start, end = _up_to_word(forms[0][:head]), _from_word(forms[0][len(forms[0]) - tail :])
    if sum(map(str.isalpha, start + end)) < FEWEST_LETTERS:
        return forms[0], "|".join(map(_literal, forms))
    longest = max(len(line) for line in lines) - len(start) - len(end)
    most = 20 * -(-5 * longest // 80)
    return f"{start} {end}", f"{_literal(start)}.{{0,{most}}}{_literal(end)}"


def _up_to_word(text: str) -> str:
    """The text without its last, perhaps incomplete, word."""
    return re.sub(r"(?<!\w)\w+\Z", "", text)


def _from_word(text: str) -> str:
    return re.sub(r"\A\w+", "", text)


def _literal(form: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", form).replace(_MARK, _NUMBER_PATTERN)


def _raw(pattern: str) -> str:
    """The pattern as a raw string literal if that is equivalent, else escaped."""
    raw = f'r"{pattern}"'
    if '"' not in pattern and pattern.isprintable() and not pattern.endswith("\\"):
        return raw if ast.literal_eval(raw) == pattern else repr(pattern)
    return repr(pattern)


def _quoted(text: str) -> str:
    plain = f'"{text}"'
    return plain if text.isprintable() and '"' not in text and "\\" not in text else repr(text)
