"""Variants of the newsrooms' pages over the years, with invented text in the markup of each layout."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from newsspider.items import Article, LinkKind
from newsspider.outlets import OUTLETS
from pipelines.cleaning import clean

TEXT = "Paragraf kedua menjelaskan bahwa panen berlangsung sejak pagi di tiga dusun."
P = f"<p>{TEXT}</p>"
LEAD = "Warga desa memanen padi bersama sejak pagi tadi."
LINK = '<a href="https://{host}">Panen Raya di Desa Sebelah Ramai</a>'
PAGES = {
    "okezone 2017": (
        "https://news.okezone.com/read/2020/07/08/320/2243366/kabar-desa",
        '<div class="title"><h1>Kabar Desa</h1></div><div class="reporter"><div class="namerep">{by}, <span>Jurnalis</span>'
        ' <i>·</i> <b>Kamis 09 Juli 2020 07:26 WIB</b></div></div><div id="contentx" class="read">{body}</div>',
    ),
    "okezone 2024": (
        "https://news.okezone.com/read/2025/07/08/320/2243366/kabar-desa",
        '<div class="title-article"><h1>Kabar Desa</h1></div><div class="journalist"><a title="A" href="/x">{by}</a>'
        '<span>, Jurnalis-Sabtu, 18 Mei 2024 |09:12 WIB</span></div><div class="c-detail read">{body}</div>',
    ),
    "antara 2023": (
        "https://www.antaranews.com/berita/4901234/kabar-desa",
        '<div class="wrap__article-detail"><div class="wrap__article-detail-title"><h1>Kabar desa</h1></div>'
        '<div class="wrap__article-detail-info"><span class="text-secondary">Sabtu, 14 Juni 2025 13:41 WIB</span></div>'
        '<div class="wrap__article-detail-content post-content">{body}</div></div>',
    ),
    "antara 2017": (
        "https://bali.antaranews.com/berita/490123/kabar-desa",
        '<article><header class="post-header"><h1 class="post-title">Kabar desa</h1><p class="simple-share">'
        '<span class="article-date">Kamis, 14 Juni 2018 13:41 WIB</span></p></header><div class="post-content">{body}</div></article>',
    ),
    "antara 2015": (
        "http://www.antaranews.com/berita/490123/kabar-desa",
        '<div class="bjbrt"><h1 class="title"><strong>Kabar desa</strong></h1><div class="date mt10">Selasa, 23 Februari 2016'
        ' 15:06 WIB | 998 Views</div><div class="byline">{by}</div><div id="content_news">{body}</div></div>',
    ),
    "republika 2018": (
        "https://nasional.republika.co.id/berita/pub1xy345/kabar-desa",
        '<div class="wrap_detail"><div class="wrap_detail_set"><div class="date_detail"><p>Senin   08 Jul 2019  11:20 WIB</p></div>'
        '<h1>Kabar Desa</h1><div class="by"><p>{by}</p></div></div><div class="artikel">{body}</div></div>',
    ),
    "republika 2023": (
        "https://rejabar.republika.co.id/berita/pub1xy345/kabar-desa",
        '<div class="date date-item__headline">Rabu   22 May 2024  16:32 WIB</div><div class="max-card__title"><h1>Kabar Desa</h1>'
        '<div class="">{by}</div></div><div class="article-content"><article>{body}</article></div>',
    ),
    "okezone 2015": (
        "http://news.okezone.com/read/2014/07/08/320/1012345/kabar-desa",
        '<div class="titles"><h1>Kabar Desa</h1></div><time class="tgl">Rabu, 2 September 2014 - 08:31 wib</time>'
        '<div class="nmreporter"><div>{by}</div></div><div id="contentx" class="dtlnews">{body}</div>',
    ),
    "republika 2016": (
        "http://nasional.republika.co.id/berita/nasional/daerah/16/02/15/o2l07x284-kabar-desa",
        '<div class="wrap-head"><span>Senin, 15 Februari 2016, 16:15 WIB</span><h2>Kabar Desa</h2></div><div class="red">{by}</div>'
        '<div class="content-detail">{body}</div>',
    ),
    "cnnindonesia 2023": (
        "https://www.cnnindonesia.com/nasional/20190405101112-20-383456/kabar-desa",
        '<h1 class="title">Kabar Desa</h1><div class="date">CNN Indonesia | Jumat, 05/04/2019 10:11 WIB</div>'
        '<div class="detail_wrap"><div class="detail_text" id="detikdetailtext">{body}</div></div>',
    ),
    "tempo 2015": (
        "http://gaya.tempo.co/read/news/2015/11/05/060716023/kabar-desa",
        '<div class="artikel"><ul class="block-kanal-map"><li>home</li></ul><h1>Kabar Desa</h1><div class="block-tanggal">Kamis,'
        ' 05 November 2015 | 11:13 WIB</div><div class="block-display"><div class="single-img"><img src="a.jpg"></div>'
        '<p class="deskripsi">Panen di lereng. TEMPO/Nia</p></div><p>{body}</p></div>',
    ),
    "tempo 2024": (
        "https://www.tempo.co/politik/kabar-desa-1200345",
        '<article><h1>Kabar Desa</h1><p class="text-sm">4 Maret 2025 | 09.00 WIB</p><a href="/penulis/ratna-9">{by}</a>{body}</article>',
    ),
    "sindonews 2020": (
        "https://nasional.sindonews.com/read/1100005/12/kabar-desa-1646352000",
        '<div class="article"><h1>Kabar Desa</h1><a rel="author" href="/x">{by}</a><time>Jum\'at, 04 Maret 2022 - 07:00 WIB</time></div>'
        '<div id="detail-desc">{body}</div>',
    ),
    "viva 2018": (
        "https://www.viva.co.id/berita/nasional/701561-kabar-desa",
        '<h1 class="title-big-detail">Kabar Desa</h1><div class="date">Jumat, 4 Maret 2016 | 09:12 WIB</div><div class="author">{by}</div>'
        '<div class="detail-content">{body}</div>',
    ),
    "jpnn 2021": (
        "https://www.jpnn.com/news/kabar-desa",
        '<meta name="jpnncom_news_author" content="{by}"><meta name="jpnncom_news_pubdate" content="24 April 2026 20:05">'
        '<h1 class="judul">Kabar Desa</h1><div itemprop="articleBody">{body}</div>',
    ),
    "mediaindonesia 2026": (
        "https://mediaindonesia.com/nusantara/450001/kabar-desa",
        '<div class="post-header"><h1>Kabar Desa</h1></div><div class="info"><div class="author-2">{by}</div>'
        '<span class="datetime">24/3/2021 09:12</span></div><div class="article">{body}</div>',
    ),
    "suara 2019": (
        "https://jogja.suara.com/read/2021/03/04/091200/kabar-desa",
        '<h1>Kabar Desa</h1><span>Kamis, 04 Maret 2021 | 09:12 WIB</span><div class="author">{by}</div>'
        '<article class="detail-content">{body}</article>',
    ),
}


@dataclass(frozen=True, kw_only=True)
class Variant:
    """A page of one layout, and what a reader sees on it."""

    page: str
    body: str
    by: str = "Ratna Kumala"
    texts: tuple[str, ...] = (LEAD, TEXT)
    dateline: str | None = None
    signature: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    source: str | None = None
    baca_juga: int = 0


RATNA = ("Ratna Kumala",)
OKEZONE = LINK.format(host="news.okezone.com/read/2020/07/08/320/2243234/panen-raya-di-desa-sebelah-ramai")
ANTARA = LINK.format(host="www.antaranews.com/berita/11/panen")
REPUBLIKA = LINK.format(host="nasional.republika.co.id/berita/pub1bb222/panen")
CREDITS = "Pewarta: Sinta, Budi Santoso dan Cici<br/>Editor: Hana<br/>Copyright © ANTARA 2025"

VARIANTS = (
    Variant(
        page="okezone 2017",
        body=f"<p><strong>JAKARTA</strong> - {LEAD}</p>{P}<p>Panen itu selesai sore hari. (fbn)</p>",
        texts=(LEAD, TEXT, "Panen itu selesai sore hari."),
        dateline="JAKARTA -",
        signature="(fbn)",
        authors=RATNA,
    ),
    Variant(
        page="okezone 2017",
        body=f"<p>JAKARTA- {LEAD}</p><p>{TEXT}<br />(rzy)</p>",
        dateline="JAKARTA-",
        signature="(rzy)",
        authors=RATNA,
    ),
    Variant(
        page="okezone 2017",
        body=f"<strong>KOTA GAZA</strong> – {LEAD}<br /><br /><strong>Baca juga:</strong> {OKEZONE}<br /><br />{TEXT}<br /><br />(ren)",
        dateline="KOTA GAZA –",
        signature="(ren)",
        authors=RATNA,
        baca_juga=1,
    ),
    Variant(
        page="okezone 2017",
        body=f"<p>{LEAD}</p><p><em>Baca Juga:</em></p><ul><li>{OKEZONE}</li></ul>{P}<p><strong>(hel)</strong></p>",
        signature="(hel)",
        authors=RATNA,
        baca_juga=1,
    ),
    Variant(
        page="okezone 2017",
        body=f"<p><b>SIAPA</b> bilang panen hanya sekali setahun?</p>{P}",
        texts=("SIAPA bilang panen hanya sekali setahun?", TEXT),
        authors=RATNA,
    ),
    Variant(
        page="okezone 2017",
        body=f'<p>{LEAD}</p><p><img src="/a.jpg"></p><p><em>(Foto: Instagram/desa)</em></p>{P}<p>Baca Juga {OKEZONE}</p>',
        authors=RATNA,
        baca_juga=1,
    ),
    Variant(
        page="okezone 2017",
        by="<a>Antara</a>",
        body=f"<p>{LEAD}</p>{P}<p>Follow Berita Okezone di Google News</p><p>Telusuri berita desa lainnya</p>",
        authors=("Antara",),
    ),
    Variant(
        page="okezone 2024",
        body=f"<p><strong>JAKARTA </strong>&ndash; {LEAD}</p>{P}<p><strong>(Rahman Asmardika)</strong></p>",
        by="Ratna Kumala",
        dateline="JAKARTA –",
        signature="(Rahman Asmardika)",
        authors=RATNA,
    ),
    Variant(
        page="antara 2023",
        body=f'Bogor, Jawa Barat (ANTARA) - {LEAD}<br/>\n<br/>\nBaca juga: {ANTARA}<br/>\nBaca juga: <a href="/berita/12/lumbung">Lumbung desa penuh gabah</a>'
        f'<br/><br/>{TEXT}<p class="text-muted mt-2 small">{CREDITS}</p>',
        dateline="Bogor, Jawa Barat (ANTARA) -",
        authors=("Sinta", "Budi Santoso", "Cici"),
        editors=("Hana",),
        baca_juga=2,
    ),
    Variant(
        page="antara 2023",
        body=f"<p>London (ANTARA/Reuters) - {LEAD}</p>{P}<p>Sumber: Reuters</p><p>Penerjemah: Sinta<br>Editor: Hana<br>Copyright © ANTARA 2025</p>",
        dateline="London (ANTARA/Reuters) -",
        editors=("Hana",),
        source="Reuters",
    ),
    Variant(
        page="antara 2023",
        body=f"<p>Jakarta (ANTARA) - {LEAD}</p>{P}<p>Pewarta: Sinta/Budi</p><p>Editor: Hana</p><p>Copyright © ANTARA 2025</p>"
        "<p>Dilarang keras mengambil konten, melakukan crawling atau pengindeksan otomatis.</p>",
        dateline="Jakarta (ANTARA) -",
        authors=("Sinta", "Budi"),
        editors=("Hana",),
    ),
    Variant(
        page="antara 2017",
        body=f'Denpasar (Antara Bali) - {LEAD}<br><br>{TEXT} (*)<p class="text-muted small mt10">Pewarta: Sinta<br>Uploader: Hana<br>COPYRIGHT © ANTARA 2018</p>',
        dateline="Denpasar (Antara Bali) -",
        signature="(*)",
        authors=("Sinta",),
    ),
    Variant(
        page="antara 2017",
        body=f"<p>Gianyar, 12/3 (ANTARA) - {LEAD}</p>{P}<p>Pewarta : Sinta<br>Editor : Hana</p><p>COPYRIGHT © ANTARA 2018</p>",
        dateline="Gianyar, 12/3 (ANTARA) -",
        authors=("Sinta",),
        editors=("Hana",),
    ),
    Variant(
        page="antara 2015",
        by="Pewarta: Sinta",
        body=f'<p>Beijing (ANTARA News/Xinhua-OANA) - {LEAD}</p>{P}<p>(S037)</p><p class="mt10">Editor: Hana</p><p class="date">COPYRIGHT &copy; ANTARA 2013</p>',
        dateline="Beijing (ANTARA News/Xinhua-OANA) -",
        signature="(S037)",
        authors=("Sinta",),
        editors=("Hana",),
    ),
    Variant(
        page="republika 2018",
        by="Rep: A Syukur, C Laila/ Red: B Utari",
        body=f"<p>REPUBLIKA.CO.ID, KUALA LUMPUR, MALAYSIA -- {LEAD}</p><p>Baca juga: {REPUBLIKA}</p>{P}<p>sumber : Antara</p>",
        dateline="REPUBLIKA.CO.ID, KUALA LUMPUR, MALAYSIA --",
        authors=("A Syukur", "C Laila"),
        editors=("B Utari",),
        source="Antara",
        baca_juga=1,
    ),
    Variant(
        page="republika 2018",
        by="Red: B Utari",
        body=f"<p>REPUBLIKA.CO.ID,JAKARTA—{LEAD}</p>{P}",
        dateline="REPUBLIKA.CO.ID,JAKARTA—",
        editors=("B Utari",),
    ),
    Variant(
        page="republika 2018",
        by="Oleh: Azra Budi",
        body=f"<p>REPUBLIKA.CO.ID, Oleh: Azra Budi*</p><p>{LEAD}</p>{P}",
        dateline="REPUBLIKA.CO.ID,",
        authors=("Azra Budi",),
    ),
    Variant(
        page="republika 2023",
        by="Red: <a>Arie Laksana</a>",
        body=f'<p class="b2"> <p>REJABAR.CO.ID,&nbsp;BANDUNG--{LEAD}</p><div class="picked-article"><span>Baca Juga</span><ul><li>{REPUBLIKA}</li></ul></div>{P}',
        dateline="REJABAR.CO.ID, BANDUNG--",
        editors=("Arie Laksana",),
        baca_juga=1,
    ),
    Variant(
        page="okezone 2017",
        body=f"<p><strong>JAKARTA</strong> - {LEAD}</p><p><strong><em>(Baca juga: {OKEZONE})</em></strong></p>{P}<p>(put)(rhs)</p>",
        dateline="JAKARTA -",
        signature="(put)(rhs)",
        authors=RATNA,
        baca_juga=1,
    ),
    Variant(
        page="okezone 2017",
        body=f"<p><strong>JAKARTA, OKEZONE -</strong> {LEAD}</p><p><strong>Baca: {OKEZONE}</strong></p>{P}<p>(put)<!-- x --></p><p>&nbsp;</p>",
        dateline="JAKARTA, OKEZONE -",
        signature="(put)",
        authors=RATNA,
        baca_juga=1,
    ),
    Variant(
        page="okezone 2017",
        body=f"<p><strong>BANDUNG BARAT</strong> &ndash; {LEAD}</p>{P}<p><strong>BERITA TERKAIT+</strong></p><p>Lihat Juga: {OKEZONE}</p><p>(aky)</p>",
        dateline="BANDUNG BARAT –",
        signature="(aky)",
        authors=RATNA,
        baca_juga=1,
    ),
    Variant(
        page="okezone 2017",
        body=f"<p>{LEAD}</p><p><strong>Baca juga: </strong><a href='https://news.okezone.com/read/2020/07/08/320/1/x'><strong>Kabar Desa</strong></a></p>{P}<blockquote class='instagram-media'><a href='x'>A post shared by Desa (@desa) on Jul 1, 2020 at 1:00am PDT</a></blockquote><p>(LID)</p>",
        signature="(LID)",
        authors=RATNA,
        baca_juga=1,
    ),
    Variant(
        page="okezone 2017",
        body=f"<p>{LEAD}</p>{P}<p><em>Sumber: Sindonews</em></p><p>(wdi)</p>",
        signature="(wdi)",
        authors=RATNA,
        source="Sindonews",
    ),
    Variant(
        page="okezone 2024",
        body=f"<p><strong>JAKARTA</strong>&nbsp;- {LEAD}</p><p><strong>Baca Juga:&nbsp;</strong>{OKEZONE}</p>{P}<p>Saksikan Live Diskusi Terbuka di Okezone Stories, Minggu 7 Juli 2024, Pukul 08.00 WIB</p><p><strong>(Rina Anggraeni)</strong></p>",
        dateline="JAKARTA -",
        signature="(Rina Anggraeni)",
        authors=RATNA,
        baca_juga=1,
    ),
    Variant(
        page="okezone 2015",
        body=f"<p><strong>JAKARTA</strong> - {LEAD}</p>{P}<p>(ful)</p>",
        dateline="JAKARTA -",
        signature="(ful)",
        authors=RATNA,
    ),
    Variant(
        page="okezone 2015",
        body=f"<p><strong>MADRID</strong>- {LEAD}</p>{P}<p>Baca Juga : {OKEZONE}</p>",
        dateline="MADRID-",
        authors=RATNA,
        baca_juga=1,
    ),
    Variant(
        page="okezone 2015",
        body=f"<strong>MALANG </strong>- {LEAD}<br/><br/>{TEXT}<br/><br/><strong>BACA JUGA:</strong><br/><br/><strong>{OKEZONE}</strong><br/><br/>(hmr)",
        dateline="MALANG -",
        signature="(hmr)",
        authors=RATNA,
        baca_juga=1,
    ),
    Variant(
        page="antara 2015",
        by="Pewarta: Sinta",
        body=f"Semarang, ANTARA JATENG - {LEAD}<br/><br/>{TEXT}<p class='mt10'>Editor: Hana</p><p class='date'>COPYRIGHT © ANTARA 2016</p>",
        dateline="Semarang, ANTARA JATENG -",
        authors=("Sinta",),
        editors=("Hana",),
    ),
    Variant(
        page="antara 2015",
        by="Pewarta: Sinta",
        body=f"Padang, (Antara) - {LEAD}<br/><br/>{TEXT} (*)<p class='mt10'>Editor: Hana</p>",
        dateline="Padang, (Antara) -",
        signature="(*)",
        authors=("Sinta",),
        editors=("Hana",),
    ),
    Variant(
        page="antara 2015",
        by="Pewarta: Sinta",
        body=f"Jakarta (ANTARA News) - {LEAD}<br/><br/>{TEXT}<br/><br/>(T.KR-LWA/B/R010)<p class='mt10'>Editor: Hana</p>",
        dateline="Jakarta (ANTARA News) -",
        signature="(T.KR-LWA/B/R010)",
        authors=("Sinta",),
        editors=("Hana",),
    ),
    Variant(
        page="antara 2017",
        body=f'Pekanbaru, (Antarariau.com) - {LEAD}<br /><br />{TEXT}<br /><br /><span class="baca-juga"><b>Baca juga: <a href="https://riau.antaranews.com/berita/12/x">Lumbung desa penuh</a></b></span><p class="text-muted small mt10">Pewarta: Sinta<br />Editor: Hana<br />COPYRIGHT © ANTARA 2019</p>',
        dateline="Pekanbaru, (Antarariau.com) -",
        authors=("Sinta",),
        editors=("Hana",),
        baca_juga=1,
    ),
    Variant(
        page="antara 2017",
        body=f'Jakarta (ANTARA) - {LEAD}<br /><br />{TEXT}<br /><br />Baca juga: <a href="https://www.antaranews.com/berita/12/x">Lumbung desa penuh</a><br />Baca juga: <a href="https://www.antaranews.com/berita/13/y">Sawah desa kering</a><br /><br /><p class="text-muted small mt10">Pewarta: Sinta<br />Editor: Hana<br />COPYRIGHT © ANTARA 2020</p>',
        dateline="Jakarta (ANTARA) -",
        authors=("Sinta",),
        editors=("Hana",),
        baca_juga=2,
    ),
    Variant(
        page="antara 2023",
        body=f'<p>Jakarta (ANTARA) - {LEAD}</p><p>{TEXT}</p><p><b>Panen kedua</b></p><p>Sawah akan ditanami lagi bulan depan.</p><p><span class="baca-juga"><b>Baca juga: <a href="https://www.antaranews.com/berita/12/x">Lumbung desa penuh</a></b></span></p><div class="mt-3"><p class="text-muted mt-2 small">Pewarta: Sinta dan Budi Santoso<br>Editor: Hana<br>Copyright © ANTARA 2024</p></div>',
        texts=(LEAD, TEXT, "Panen kedua", "Sawah akan ditanami lagi bulan depan."),
        dateline="Jakarta (ANTARA) -",
        authors=("Sinta", "Budi Santoso"),
        editors=("Hana",),
        baca_juga=1,
    ),
    Variant(
        page="republika 2016",
        by="Redaktur: Heri Ruslan",
        body=f"<p><strong>REPUBLIKA.CO.ID, BOGOR</strong> -- {LEAD}</p>{P}",
        dateline="REPUBLIKA.CO.ID, BOGOR --",
        editors=("Heri Ruslan",),
    ),
    Variant(
        page="republika 2016",
        by="Rep: Sonia Fitri/ Red: Ilham",
        body=f"<p>REPUBLIKA.CO.ID, JAKARTA — {LEAD}</p><p>Baca juga: {REPUBLIKA}.</p>{P}<p>&nbsp;</p>",
        dateline="REPUBLIKA.CO.ID, JAKARTA —",
        authors=("Sonia Fitri",),
        editors=("Ilham",),
        baca_juga=1,
    ),
    Variant(
        page="republika 2016",
        by="Rep: c23/ Red: Ilham",
        body=f"REPUBLIKA.CO.ID, SURABAYA -- {LEAD}<br /><br />{TEXT}<br />",
        dateline="REPUBLIKA.CO.ID, SURABAYA --",
        authors=("c23",),
        editors=("Ilham",),
    ),
    Variant(
        page="republika 2016",
        by="Red: Ilham",
        body=f"<p>JAKARTA -- {LEAD}</p>{P}<p>*Penulis adalah warga desa</p>",
        texts=(LEAD, TEXT, "*Penulis adalah warga desa"),
        dateline="JAKARTA --",
        editors=("Ilham",),
    ),
    Variant(
        page="republika 2018",
        by="Rep: Dian Fath/ Red: Ani",
        body=f"<p>REPUBLIKA.CO.ID, JAKARTA -- {LEAD}</p>{P}<p><strong>Baca Juga:&nbsp;</strong></p><ul><li>{REPUBLIKA}</li><li>{REPUBLIKA.replace('222', '223').replace('Panen', 'Ladang')}</li></ul><p>&nbsp;</p><p>sumber : Reuters/Antara</p>",
        dateline="REPUBLIKA.CO.ID, JAKARTA --",
        authors=("Dian Fath",),
        editors=("Ani",),
        source="Reuters/Antara",
        baca_juga=2,
    ),
    Variant(
        page="republika 2023",
        by="Rep: <a>Dian Fath</a>/ Red: <a>Ani</a>",
        body=f"<p>REPUBLIKA.CO.ID, JAKARTA -- {LEAD}</p>{P}<p>Advertisement</p><p>Loading...</p><p>Scroll untuk membaca</p><p>Lihat halaman berikutnya &gt;&gt;</p>",
        dateline="REPUBLIKA.CO.ID, JAKARTA --",
        authors=("Dian Fath",),
        editors=("Ani",),
    ),
    Variant(
        page="cnnindonesia 2023",
        by="",
        body=f"<strong>Jakarta, CNN Indonesia</strong> -- {LEAD}<br><br>{TEXT}<table class='linksisip'><tr><td><div class='lihatjg'>"
        "<span>Lihat juga:</span><a href='/nasional/20190404101112-20-383000/sawah'>Sawah Kering</a></div></td></tr></table>"
        "<strong>[Gambas:Video CNN]</strong> <br><b>(rtn/bud)</b>",
        dateline="Jakarta, CNN Indonesia --",
        signature="(rtn/bud)",
        baca_juga=1,
    ),
    Variant(
        page="tempo 2015",
        body=f'<strong>TEMPO.CO</strong>, <strong>Jakarta</strong> - {LEAD}<br><br><div class="ads">Iklan</div>{TEXT}<br><br>NIA LATUPONO',
        dateline="TEMPO.CO, Jakarta -",
        signature="NIA LATUPONO",
    ),
    Variant(
        page="tempo 2024",
        body=f"<div id='content-wrapper'><p><strong>TEMPO.CO</strong>, <strong>Jakarta</strong> - {LEAD}</p></div><div id='content-wrapper'>"
        f"{P}<p><strong>Pilihan Editor: </strong><a href='/politik/sawah-1200999'>Sawah Kering</a></p>"
        "<p><em>Budi Santoso berkontribusi dalam penulisan artikel ini.</em></p></div>",
        dateline="TEMPO.CO, Jakarta -",
        authors=RATNA,
        baca_juga=1,
    ),
    Variant(
        page="sindonews 2020",
        body=f"<p><strong>JAKARTA</strong> - {LEAD}</p><p><strong>Baca juga: <a href='/read/1/12/sawah-1'>Sawah Kering</a></strong></p>"
        "<div class='baca-inline'><div>Lihat Juga :</div><div><a href='/read/2/12/ladang-1'>Ladang Hijau</a></div></div>"
        f"<p>{TEXT}<br/>(rtn)</p>",
        dateline="JAKARTA -",
        signature="(rtn)",
        authors=RATNA,
        baca_juga=2,
    ),
    Variant(
        page="viva 2018",
        by="Oleh : Ratna Kumala, Budi",
        body=f"<p><strong>VIVA.co.id</strong> - {LEAD}</p><p>Baca Juga: <a href='/berita/nasional/701500-sawah'>Sawah</a></p><p>{TEXT} (ase)</p>",
        dateline="VIVA.co.id -",
        signature="(ase)",
        authors=("Ratna Kumala", "Budi"),
        baca_juga=1,
    ),
    Variant(
        page="jpnn 2021",
        body=f"<p><strong>jpnn.com</strong>, <strong>JAKARTA</strong> - {LEAD}</p><div class='baca-juga'><p>Baca Juga:</p>"
        f"<a href='/news/sawah'>Sawah</a></div><p>{TEXT} <strong>(*/jpnn)</strong></p>",
        dateline="jpnn.com, JAKARTA -",
        signature="(*/jpnn)",
        authors=RATNA,
        baca_juga=1,
    ),
    Variant(
        page="mediaindonesia 2026",
        body=f"<p>{LEAD}</p><p><strong>Baca juga : <a href='/x/1/sawah'>Sawah</a></strong></p><p>{TEXT} (OL-1)</p>",
        signature="(OL-1)",
        authors=RATNA,
        baca_juga=1,
    ),
    Variant(
        page="suara 2019",
        by="Ratna Kumala | Budi",
        body=f"<p><strong>SuaraJogja.id -</strong> {LEAD}</p><p class='baca-juga-new'><b>Baca Juga:</b>"
        f"<a href='/read/2021/03/03/091200/sawah'>Sawah</a></p>{P}",
        dateline="SuaraJogja.id -",
        authors=("Ratna Kumala", "Budi"),
        baca_juga=1,
    ),
)


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.page)
def test_variant_is_read_as_a_reader_sees_it(variant: Variant) -> None:
    url, frame = PAGES[variant.page]
    outlet = OUTLETS[variant.page.split()[0]]
    html = f"<html><head><title>Kabar</title></head><body>{frame.format(by=variant.by, body=variant.body)}</body></html>"
    found = outlet.read(html.encode(), url)
    assert isinstance(found, Article), found
    article = clean(found, outlet)
    assert article.layout.lower() == variant.page.replace(" ", "")
    assert tuple(block.text for block in article.blocks) == variant.texts
    named = (article.dateline, article.signature, article.authors, article.editors, article.source)
    assert named == (variant.dateline, variant.signature, variant.authors, variant.editors, variant.source)
    assert article.published_at is not None
    assert sum(link.kind is LinkKind.BACA_JUGA for link in article.links) == variant.baca_juga
