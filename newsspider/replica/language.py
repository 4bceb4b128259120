"""Vocabulary of the newsroom: a cast for each story, and sentences about it."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from newsspider.replica.dates import DAYS, MONTHS, press_day

_NUMBERS = {"jumlah": (11, 890), "rupiah": (3, 970), "bulan": (2, 11)}
"""Ranges of integer slots; the other numeric slots are `persen` and `jam`."""
_LOCAL_THEMES = ["jalan", "pasar", "sekolah", "sehat", "seni", "bola"]


@cache
def words() -> dict[str, Any]:
    return tomllib.loads((files("newsspider.replica") / "words.toml").read_text("utf-8"))


def theme_of(section: str, rng: Random) -> dict[str, list[str]]:
    name = rng.choice(words()["sections"].get(section, _LOCAL_THEMES))
    theme: dict[str, list[str]] = words()["themes"][name]
    return theme


def person(rng: Random) -> str:
    return f"{rng.choice(words()['first_names'])} {rng.choice(words()['last_names'])}"


def title_case(text: str) -> str:
    """Title case: "perbaikan jembatan" becomes "Perbaikan Jembatan"."""
    return " ".join(word[:1].upper() + word[1:] for word in text.split(" "))


class Cast(Mapping[str, str]):
    """The people, places and days of one story; each mention of a number draws a new one."""

    def __init__(self, rng: Random, theme: dict[str, list[str]], town: str, moment: datetime) -> None:
        lexicon, self._rng = words(), rng
        thing, official = rng.choice(theme["things"]), person(rng)
        villages, job = rng.sample(lexicon["villages"], 2), rng.choice(lexicon["jobs"])
        before = moment - timedelta(days=rng.randint(1, 3))
        after = moment + timedelta(days=rng.randint(2, 9))
        self._fixed: dict[str, str] = {
            "tokoh": official,
            "pendek": official.split()[0],
            "jabatan": rng.choice(lexicon["roles"]),
            "lembaga": f"{rng.choice(lexicon['offices'])} {town}",
            "saksi": person(rng),
            "pekerjaan": job,
            "pekerjaan_judul": title_case(job),
            "kota": town,
            "kecamatan": rng.choice(lexicon["districts"]),
            "desa": villages[0],
            "desa_lain": villages[1],
            "jalan": rng.choice(lexicon["streets"]),
            "hal": thing,
            "hal_judul": title_case(thing),
            "hal_besar": thing[:1].upper() + thing[1:],
            "hari": press_day(moment),
            "kemarin": press_day(before),
            "besok": press_day(after),
            "besok_hari": DAYS[after.weekday()],
            "bulan_nama": MONTHS[moment.month - 1],
        }
        self._lists: dict[str, list[str]] = {
            "benda": theme["objects"],
            "kata": lexicon["said"],
            "media": lexicon["outlets"],
        }
        self._sentences = [*lexicon["sentences"], *theme["sentences"] * 2]
        self._deck: list[str] = []

    def __getitem__(self, slot: str) -> str:
        if slot in self._fixed:
            return self._fixed[slot]
        if slot in self._lists:
            return self._rng.choice(self._lists[slot])
        if slot in _NUMBERS:
            return str(self._rng.randint(*_NUMBERS[slot]))
        if slot == "persen":
            return f"{self._rng.randint(2, 88)},{self._rng.randint(1, 9)}"
        return f"{self._rng.randint(5, 20):02d}.{self._rng.randrange(0, 60, 5):02d}"

    def __iter__(self) -> Iterator[str]:
        return iter(self._fixed)

    def __len__(self) -> int:
        return len(self._fixed)

    def fill(self, template: str) -> str:
        return template.format_map(self)

    def sentences(self, count: int) -> str:
        """The next sentences of a shuffled deck: none repeats before all others were used."""
        while len(self._deck) < count:
            fresh = list(dict.fromkeys(self._rng.sample(self._sentences, len(self._sentences))))
            self._deck = [*fresh, *self._deck]
        chosen = [self._deck.pop() for _ in range(count)]
        return " ".join(self.fill(sentence) for sentence in chosen)
