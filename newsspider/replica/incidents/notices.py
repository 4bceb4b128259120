"""Incidents with notices, walls and error pages in place of pages of the newsroom (all texts invented)."""

from __future__ import annotations

from html import escape

from newsspider.replica.incidents.incident import (
    HOST,
    LISTS,
    PAGES,
    STORIES,
    IncidentRequest,
    Responder,
    answer_page,
    changed,
    fixed,
    group,
)
from newsspider.replica.page import TEXT, Page
from newsspider.replica.pages.frame import framed

_BARE = (
    '<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{0}</title></head>'
    "<body>{1}</body></html>"
)
_BODY = (
    '<div class="content"><div class="pos_rel" id="article"><h1 class="f50 black2" id="arttitle">{0}</h1>'
    '<div id="article_con"><div class="side-article txt-article multi-fontsize">{1}</div></div></div></div>'
)

MAINTENANCE = (
    "Layanan sedang dirawat.",
    "Teknisi kami memindahkan seluruh peladen ke ruang yang baru malam ini.",
    "Silakan berkunjung lagi besok pagi untuk membaca kabar hari ini.",
    "Terima kasih telah bersabar.",
)
_LOGIN = (
    "Masuk untuk melanjutkan",
    "Isi alamat surel dan kata sandi Anda untuk membuka halaman ini.",
    "Belum punya akun? Daftar gratis dalam satu menit.",
)
_ADBLOCK = (
    "Pemblokir iklan terdeteksi",
    "Matikan pemblokir iklan pada peramban Anda, lalu muat ulang halaman ini.",
    "Iklan membuat kabar tetap gratis bagi semua pembaca.",
)
_CONSENT = (
    "Kami menghargai privasi Anda",
    "Kami dan 214 mitra menyimpan informasi pada perangkat Anda.",
    "Terima semua atau atur pilihan Anda sebelum membaca.",
)
_CHALLENGE = (
    "Sebentar, kami memeriksa peramban Anda",
    "Aktifkan JavaScript dan kuki untuk melanjutkan.",
    "Nomor permintaan: 7c1d-99ab-4410",
)
_QUOTA = (
    "Situs ini melampaui kuota",
    "Pemilik situs telah menghabiskan lebar pita bulan ini.",
    "Hubungi penyedia layanan Anda.",
)
_PARKED = (
    "Domain ini dijual",
    "Nama domain ini mungkin tersedia. Ajukan penawaran Anda sekarang juga.",
    "Pencarian terkait: asuransi, pinjaman, sepeda listrik.",
)


def bare(lines: tuple[str, ...], status: int = 200) -> Responder:
    """The notice as a page of its own."""
    title, *rest = map(escape, lines)
    inner = f"<h1>{title}</h1>" + "".join(f"<p>{line}</p>" for line in rest)
    page = answer_page(_BARE.format(title, inner), status=status)
    return lambda _: page


def _in_frame(lines: tuple[str, ...]) -> Responder:
    """The notice between the newsroom's own header, menu and footer."""

    def answer(request: IncidentRequest) -> Page:
        title, *rest = map(escape, lines)
        main = (
            f'<div class="content"><h1>{title}</h1>' + "".join(f"<p>{line}</p>" for line in rest) + "</div>"
        )
        return changed(framed(request.newsroom, request.host, lines[0], main))

    return answer


def _as_a_story(request: IncidentRequest) -> Page:
    """The notice in a story's markup, as from a publishing system whose database is away."""
    title, *rest = map(escape, MAINTENANCE)
    main = _BODY.format(title, "".join(f"<p>{line}</p>" for line in rest))
    return changed(framed(request.newsroom, request.host, title, main))


_PLAIN = fixed("\n\n".join(MAINTENANCE) + "\n", TEXT)
_BAD_GATEWAY = fixed(
    "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center>"
    "<hr><center>nginx/1.24.0</center></body></html>"
)
_TRACE = "\n".join(f"#{n} /srv/app/lib/Berita{n}.php({40 + n}): muat(NULL)" for n in range(20))
_STACK_TRACE = fixed(
    "<br />\n<b>Fatal error</b>: Uncaught PDOException: SQLSTATE[HY000] [2002] in /srv/app/db.php:12\n"
    f"<pre>{_TRACE}</pre>"
)

INCIDENTS = (
    *group(
        HOST,
        {
            "notice_html_on_the_whole_host": bare(MAINTENANCE),
            "notice_text_on_the_whole_host": _PLAIN,
            "over_quota": bare(_QUOTA),
            "parked_domain": bare(_PARKED),
        },
    ),
    *group(
        PAGES,
        {
            "notice_html_everywhere": bare(MAINTENANCE),
            "notice_text_everywhere": _PLAIN,
            "notice_in_frame_everywhere": _in_frame(MAINTENANCE),
            "notice_503": bare(MAINTENANCE, 503),
            "server_error_as_200": _BAD_GATEWAY,
            "consent_wall": bare(_CONSENT),
            "challenge_page": bare(_CHALLENGE),
        },
    ),
    *group(LISTS, {"challenge_at_lists": bare(_CHALLENGE)}),
    *group(
        STORIES,
        {
            "notice_html_at_stories": bare(MAINTENANCE),
            "notice_text_at_stories": _PLAIN,
            "notice_in_frame_at_stories": _in_frame(MAINTENANCE),
            "stack_trace_at_stories": _STACK_TRACE,
            "login_wall_at_stories": bare(_LOGIN),
            "login_wall_in_frame": _in_frame(_LOGIN),
            "adblock_wall": _in_frame(_ADBLOCK),
        },
    ),
    *group(STORIES, {"notice_as_a_story": _as_a_story}, misleads=True),
)
