"""Pages that stand in for a story or a list: errors, maintenance, logins, walls, parked domains.

They are recognised by their words, and only if no layout of the outlet recognises the page, or if nothing on
the page says that it is a story: a story about a broken web site is a story.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsspider.outlets.pages.content import NotAPage
from newsspider.outlets.pages.lines import lines
from newsspider.outlets.pages.page import Page, page_title
from newsspider.outlets.pages.walls import has_captcha, wall_in
from newsspider.text import collapse

LONGEST_PAGE, LONGEST = 200_000, 1200
"""Characters of a page that is searched for a notice, and of a notice's visible text. A story of an unknown
layout is longer."""


class ErrorPage(NotAPage):
    """An error of the server, sent with a status of success."""


class MaintenanceNotice(NotAPage):
    """A site under maintenance."""


class LoginPage(NotAPage):
    """A login of the site, or of our own network (captive portal)."""


class ParkedDomain(NotAPage):
    """A domain that is for sale or expired, or a default page of its hoster."""


class AccessWall(NotAPage):
    """A robot check, an ad-block wall, a consent wall or a paywall in place of the page."""


_LOOKS: tuple[tuple[type[NotAPage], str, re.Pattern[str]], ...] = (
    (
        ParkedDomain,
        "a parked domain",
        re.compile(
            r"domain (?:name )?(?:is |may be |ini )?(?:for sale|parked|expired|dijual)|buy this domain"
            r"|parkir(?:an)? domain|domain parking|domain has (?:expired|been registered)|welcome to nginx"
            r"|apache2 \S{1,20} default page|account (?:has been )?suspended|akun ini (?:di)?tangguhkan"
        ),
    ),
    (
        AccessWall,
        "a wall in front of the page",
        re.compile(
            r"checking your browser|verify(?:ing)? (?:that )?you are (?:a )?human|are you a (?:robot|human)"
            r"|captcha|just a moment|unusual traffic|enable javascript|attention required"
            r"|ad ?-?block(?:er)?\b|pemblokir iklan|bukan robot|ddos protection|internet positif|trustpositif"
            r"|situs (?:ini )?diblokir|akses (?:ke situs ini )?diblokir|(?:memeriksa|memverifikasi) peramban"
            r"|aktifkan javascript|anda (?:adalah )?manusia|pardon our interruption|request unsuccessful"
            r"|press (?:and|&) hold|tekan (?:dan|&) tahan|menghargai privasi anda|we value your privacy"
        ),
    ),
    (
        LoginPage,
        "a login page",
        re.compile(
            r"captive portal|hotspot|log ?in to |sign in to|silakan (?:log ?in|masuk)"
            r"|^\W*(?:log ?in|sign in)\b|masuk ke (?:akun|jaringan)|wi-?fi (?:gratis|login|access|publik)"
            r"|kata sandi|password|lupa sandi"
        ),
    ),
    (
        MaintenanceNotice,
        "a notice of maintenance",
        re.compile(
            r"maintenance|under construction|dirawat|be right back|back soon|segera kembali|sedang diperbaiki"
            r"|(?:dalam|sedang) (?:masa |tahap |proses )?(?:perawatan|pemeliharaan|perbaikan)"
            r"|peningkatan (?:sistem|layanan)"
            r"|temporarily (?:down|offline|unavailable)|akan kembali"
        ),
    ),
    (
        ErrorPage,
        "an error page",
        re.compile(
            r"\b(?:error|galat|kode)\W{0,3}[45]\d\d\b|^\W*[45]\d\d\b|not found|tidak (?:dapat )?ditemukan"
            r"|tidak tersedia|bad gateway|forbidden|access denied|akses ditolak|service unavailable"
            r"|gateway time-?out|internal server error|(?:fatal|parse|database) error|\bwarning: |\bnotice: "
            r"|traceback|exception|stack trace|an error|terjadi kesalahan|ada gangguan|no such file"
            r"|error establishing|could not be (?:satisfied|found)"
        ),
    ),
)
_WALL_LINE = re.compile(
    r"mendeteksi (?:adanya )?(?:ad ?-?block|pemblokir iklan)|(?:ad ?-?block(?:er)?|pemblokir iklan)"
    r" (?:anda )?(?:terdeteksi|detected|aktif)|(?:matikan|nonaktifkan) (?:\w{1,20} ){0,2}"
    r"(?:ad ?-?block|pemblokir iklan)|(?:disable|turn off|pause) (?:\w{1,20} ){0,2}ad ?-?block"
    r"|^izinkan iklan\W*$|(?:memeriksa|memverifikasi) peramban|checking your browser"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human|(?:saya|anda) bukan robot"
)
"""A line of a wall within the newsroom's own frame, whose menu and footer are long."""
LONGEST_LINE, PARAGRAPH_WORDS, PARAGRAPHS = 160, 25, 3
"""Characters of such a line; words of a paragraph; paragraphs of a story, of which a wall has none or few."""
_SOFT_404 = re.compile(
    r"(?:(?:error|kode)\W{0,3})?(?:40[0-9]|410|50[0-9])(?:\W{1,3}(?:error|not found|page not found"
    r"|forbidden|gone|internal server error|bad gateway|service unavailable|halaman tidak ditemukan"
    r"|tidak ditemukan))?\W{0,3}"
    r"|(?:maaf\W{1,3})?(?:halaman|berita|artikel|page|article|story)(?: yang anda cari| you requested)? "
    r"(?:tidak (?:dapat )?(?:ditemukan|tersedia)|not found|sudah dihapus|telah dihapus)\W{0,3}",
    re.IGNORECASE,
)
_UNFILLED = re.compile(
    r"\{\{[^{}]{0,80}\}\}|<%[^%<>]{0,80}%>|\$\{[\w.]{1,80}\}|\[object Object\]"
    r"|\A\W*(?:undefined|null|nan|none|n/a|untitled|(?:tanpa|no) (?:judul|title))\W*\Z",
    re.IGNORECASE,
)
"""A headline that the site's program did not fill in."""
_APOLOGY = re.compile(
    r"\b(?:mohon maaf|maaf|ups|oops|sorry)\b|something went wrong|try again|too many requests|expired"
    r"|coba (?:lagi|beberapa saat)|muat ulang|(?:telah|sudah) (?:dihapus|dipindahkan|ditarik|berakhir)"
    r"|(?:akan|sedang) dialihkan|kedaluwarsa|kadaluarsa|terlalu banyak|verifikasi|centang kotak"
    r"|segera kembali|halaman (?:ini )?tidak ada"
)
"""Words of a notice that a story may have as well."""
FEW_WORDS = 80
"""Words of a page that only says that the story does not exist."""


def notice_on(page: Page, dateline: re.Pattern[str]) -> tuple[type[NotAPage], str] | None:
    """The kind of wall or notice that a page is, with its name; None for none. A page on which a line begins
    with the outlet's dateline is no notice."""
    if len(page.html) > LONGEST_PAGE:
        return None
    if wall := wall_in(page.html):
        return AccessWall, wall
    root = page.tree.body
    texts = [line.text for line in lines(root, {})] if root is not None else []
    if sum(map(len, texts)) <= LONGEST and has_captcha(page.html):
        return AccessWall, "a captcha"
    opens = any(dateline.match(text) for text in texts)
    return None if opens else notice_of(page_title(page), texts)


def notice_of(title: str, lines: Sequence[str]) -> tuple[type[NotAPage], str] | None:
    """The kind of notice that a page is, by its title and its visible lines; None for no notice."""
    text = collapse(" ".join(lines))
    if len(text) > LONGEST and _is_framed_wall(lines):
        return AccessWall, "a wall in the site's own frame"
    texts = [title.lower(), text.lower()] if 0 < len(text) <= LONGEST else [title.lower()] if not text else []
    return next(((kind, name) for kind, name, look in _LOOKS if any(map(look.search, texts))), None)


def stands_in(headline: str, text: str) -> tuple[type[NotAPage], str] | None:
    """The kind of notice that stands in a story's layout; None for no notice. Ask only for a page without
    writer, time, dateline or signature."""
    if len(text.split()) > FEW_WORDS:
        return None
    lines = [headline, *text.splitlines()]
    apology = _APOLOGY.search(" ".join(lines).lower())
    return notice_of(headline, lines) or ((ErrorPage, "an error page") if apology else None)


def _is_framed_wall(lines: Sequence[str]) -> bool:
    """Whether a page with much text says that of a wall, and has no story beside it."""
    if sum(len(line.split()) >= PARAGRAPH_WORDS for line in lines) >= PARAGRAPHS:
        return False
    return any(_WALL_LINE.search(line.lower()) for line in lines if len(line) <= LONGEST_LINE)


def is_unfilled(headline: str) -> bool:
    """Whether a program of the site left out the headline, and so perhaps everything else."""
    return _UNFILLED.search(headline) is not None


def is_soft_404(headline: str, text: str) -> bool:
    """Whether a page in a story's layout only says that the story does not exist."""
    return _SOFT_404.fullmatch(headline.strip()) is not None and len(text.split()) <= FEW_WORDS
