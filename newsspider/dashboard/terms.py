"""Terms of the dashboard: each number's label and its one definition, in both languages.

Pages take labels of numbers from here alone. `python -m newsspider.dashboard.terms > docs/numbers.md` writes
the definitions for people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_HEAD = """# What the numbers mean

Not to be edited: these are the definitions of `newsspider/dashboard/terms.py`. After a change:

    python -m newsspider.dashboard.terms > docs/numbers.md

Each label of the [dashboard](dashboard.md) has one definition. It shows where the mouse rests on the label,
and on the page `/numbers` in both languages.

| label | meaning |
|---|---|
"""


@dataclass(frozen=True, slots=True)
class Term:
    """A label and its definition, each by language."""

    label: Mapping[str, str]
    meaning: Mapping[str, str]


def _term(label_en: str, label_id: str, meaning_en: str, meaning_id: str) -> Term:
    return Term({"en": label_en, "id": label_id}, {"en": meaning_en, "id": meaning_id})


TERMS = {
    "new_stories": _term(
        "New stories",
        "Berita baru",
        "Stories that were stored for the first time, by all runs of the night or by the one run of"
        " the row. Of a run that goes on or was lost: as its workers counted last.",
        "Berita yang pertama kali tersimpan, oleh semua perayapan malam itu atau oleh perayapan di "
        "baris itu. Untuk yang masih berlangsung atau hilang: menurut hitungan terakhir prosesnya.",
    ),
    "stored_share": _term(
        "Stored or gone",
        "Tersimpan atau dihapus",
        "Of the stories of the day that lists advertised, the share that is stored or was taken "
        "down by the newspaper. As of now, not of the night.",
        "Dari berita hari itu yang diumumkan daftar, bagian yang tersimpan atau sudah dihapus surat"
        " kabar. Keadaan sekarang, bukan malam itu.",
    ),
    "missing": _term(
        "Missing",
        "Belum ada",
        "Stories of the day that a list advertised and that are neither stored nor gone, as of now:"
        " no story, no page, not fetched, or left out.",
        "Berita hari itu yang diumumkan daftar, tetapi tidak tersimpan dan tidak dihapus, keadaan "
        "sekarang: bukan berita, tidak ada halaman, belum diminta, atau dilewati.",
    ),
    "no_story": _term(
        "No story",
        "Bukan berita",
        "Pages that came and are no story, by the runs of the night or by the one run. They are "
        "kept with their reason.",
        "Halaman yang datang tetapi bukan berita, oleh perayapan malam itu atau oleh satu "
        "perayapan. Disimpan beserta alasannya.",
    ),
    "no_page": _term(
        "No page",
        "Tidak ada halaman",
        "Addresses at which no page came: an error, a refusal, no answer. They are tried again.",
        "Alamat yang tidak memberi halaman: galat, penolakan, tidak ada jawaban. Dicoba lagi.",
    ),
    "freshness": _term(
        "Freshness",
        "Kesegaran",
        "Minutes from a story's publication to its storage, the median of the new stories of one "
        "run. Stories that were older than two days do not count.",
        "Menit dari terbit sampai tersimpan, median berita baru dari satu perayapan. Berita yang "
        "sudah lebih dari dua hari tidak dihitung.",
    ),
    "newest": _term(
        "Newest story of the day",
        "Berita terakhir hari itu",
        "Of the stored stories of the day, the one that was published last.",
        "Dari berita hari itu yang tersimpan, yang terakhir terbit.",
    ),
    "pages": _term(
        "Pages",
        "Halaman",
        "Pages whose outcome is stored: stories, lists, unchanged, moved, rejected. Of a run that "
        "goes on or was lost: as its workers counted last.",
        "Halaman yang hasilnya tersimpan: berita, daftar, tidak berubah, pindah, ditolak. Untuk "
        "yang masih berlangsung atau hilang: menurut hitungan terakhir prosesnya.",
    ),
    "rejections": _term(
        "Rejected",
        "Ditolak",
        "Visits that gave neither a story nor a list: no story and no page together.",
        "Kunjungan yang tidak memberi berita atau daftar: bukan berita dan tidak ada halaman bersama-sama.",
    ),
    "verdict": _term(
        "Verdict",
        "Putusan",
        "What the run says of itself: ok, degraded (done, with something lacking or unusual), "
        "failed, or lost (all its workers died). A night has the worst verdict of its outlets, each"
        " by its last whole run.",
        "Penilaian perayapan atas dirinya: baik, menurun (selesai, tetapi ada yang kurang atau "
        "tidak biasa), gagal, atau hilang (semua prosesnya mati). Satu malam mendapat putusan "
        "terburuk dari media-medianya, masing-masing menurut perayapan utuh terakhirnya.",
    ),
    "began": _term(
        "Began",
        "Mulai",
        "When the run began, in Jakarta.",
        "Kapan perayapan mulai, di Jakarta.",
    ),
    "took": _term(
        "Took",
        "Lama",
        "The time from the start of the run to its end, or to the last heartbeat of one without an end.",
        "Waktu dari mulai sampai selesai, atau sampai detak terakhir jika belum selesai.",
    ),
    "usual": _term(
        "Usual",
        "Biasanya",
        "What eight of ten earlier days, weeks or runs had; of a measure, the median of earlier runs.",
        "Yang dimiliki delapan dari sepuluh hari, minggu, atau perayapan sebelumnya; untuk ukuran, "
        "median perayapan sebelumnya.",
    ),
    "advertised": _term(
        "Advertised",
        "Diumumkan",
        "Stories of the day that a list of the host named: a sitemap, an index, a front page.",
        "Berita hari itu yang disebut daftar situs: sitemap, indeks, halaman depan.",
    ),
    "stored": _term(
        "Stored",
        "Tersimpan",
        "Of the advertised stories, those that are stored now.",
        "Dari berita yang diumumkan, yang kini tersimpan.",
    ),
    "gone": _term(
        "Gone",
        "Dihapus",
        "Of the advertised stories, those that the newspaper has taken down.",
        "Dari berita yang diumumkan, yang sudah dihapus surat kabar.",
    ),
    "due": _term(
        "Due",
        "Menunggu",
        "Of the missing stories, those that will be asked for again.",
        "Dari berita yang belum ada, yang akan diminta lagi.",
    ),
    "linked": _term(
        "Found by links only",
        "Hanya dari tautan",
        "Stories of the day that no list named, only links of other stories. They count neither as "
        "advertised nor as missing.",
        "Berita hari itu yang tidak disebut daftar, hanya tautan berita lain. Tidak dihitung "
        "sebagai diumumkan atau belum ada.",
    ),
    "waiting": _term(
        "Waiting now",
        "Menunggu kini",
        "Pages of the host that are due now, of any day.",
        "Halaman situs yang kini menunggu, dari hari apa pun.",
    ),
    "latency": _term(
        "Answers in",
        "Menjawab dalam",
        "Milliseconds within which half of the host's answers began, in the newest run that asked it.",
        "Milidetik saat separuh jawaban situs mulai datang, pada perayapan terbaru yang memintanya.",
    ),
    "tries": _term(
        "Tries",
        "Percobaan",
        "Visits that failed alike so far.",
        "Kunjungan yang gagal dengan cara yang sama sejauh ini.",
    ),
    "value": _term(
        "Value",
        "Nilai",
        "What the run measured or counted.",
        "Yang diukur atau dihitung perayapan.",
    ),
    "expected": _term(
        "Expected",
        "Diharapkan",
        "The range that the outlet declares or earlier runs make likely. A value outside it is a "
        "reason of the run.",
        "Kisaran yang dinyatakan media atau yang lazim menurut perayapan sebelumnya. Nilai di "
        "luarnya menjadi alasan perayapan.",
    ),
    "sample": _term(
        "Of",
        "Dari",
        "Things that were measured: stories, pages, lists.",
        "Banyaknya yang diukur: berita, halaman, daftar.",
    ),
    "judgement": _term(
        "Judgement",
        "Penilaian",
        "Whether the value is in its expected range. With too few things measured it is not judged.",
        "Apakah nilainya dalam kisaran. Jika yang diukur terlalu sedikit, tidak dinilai.",
    ),
    "number": _term(
        "Number",
        "Jumlah",
        "How many there are in the time or run that the heading names.",
        "Banyaknya dalam waktu atau perayapan yang disebut judulnya.",
    ),
    "stories": _term(
        "Stories",
        "Berita",
        "Stories that were stored for the first time in the days shown.",
        "Berita yang pertama kali tersimpan pada hari-hari yang ditampilkan.",
    ),
    "share": _term(
        "Share",
        "Bagian",
        "The layout's part of these stories.",
        "Bagian tata letak ini dari berita itu.",
    ),
    "week": _term(
        "Last week",
        "Minggu terakhir",
        "Of the stories stored in the seven days up to the last day shown, the share that has the field.",
        "Dari berita yang tersimpan dalam tujuh hari sampai hari terakhir, bagian yang memiliki isian ini.",
    ),
    "before": _term(
        "Before",
        "Sebelumnya",
        "The same share of the stories stored in the days before that week.",
        "Bagian yang sama dari berita yang tersimpan sebelum minggu itu.",
    ),
    "hosts": _term(
        "Hosts",
        "Situs",
        "Different hosts of these pages.",
        "Banyaknya situs dari halaman-halaman ini.",
    ),
    "status": _term(
        "Status",
        "Status",
        "HTTP status of the last visit; a dash where no answer came.",
        "Status HTTP kunjungan terakhir; setrip jika tidak ada jawaban.",
    ),
}
"""By name, as templates ask for them."""


def as_markdown() -> str:
    """The definitions as docs/numbers.md."""
    rows = (f"| {term.label['en']} | {term.meaning['en']} |" for term in TERMS.values())
    return _HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    print(as_markdown(), end="")
