"""Variants of the pages of detik and of KapanLagi Youniverse: invented text in the markup of each layout."""

from __future__ import annotations

import pytest

from newsspider.items import Article
from newsspider.outlets import OUTLETS
from pipelines.cleaning import clean

A = "Warga desa memanen padi bersama sejak pagi tadi."
B = "Panen berlangsung sampai sore di tiga dusun."
P, Q = f"<p>{A}</p>", f"<p>{B}</p>"
AB = [("p", A), ("p", B)]
LAYOUTS = {
    "detik 2022": (
        "detik",
        "https://news.detik.com/berita/d-6400001/kabar-desa",
        '<article class="detail"><div class="detail__header"><h1 class="detail__title">Kabar Desa</h1><div class="detail__author">{by} - <span class="detail__label">detikNews</span></div><div class="detail__date">Senin, 14 Nov 2022 13:45 WIB</div></div><div class="detail__body itp_bodycontent_wrapper"><div class="detail__body-text itp_bodycontent" id="detikdetailtext">{body}</div></div></article>',
    ),
    "detik 2017": (
        "detik",
        "https://news.detik.com/berita/d-3640001/kabar-desa",
        '<article><div class="jdl"><div class="date">Kamis 21 September 2017, 08:05 WIB</div><h1>Kabar Desa</h1><div class="author">{by} - <b>detikNews</b></div></div><div class="itp_bodycontent detail_text" id="detikdetailtext">{body}</div></article>',
    ),
    "liputan6 2019": (
        "liputan6",
        "https://www.liputan6.com/news/read/3900001/kabar-desa",
        '<article><header class="read-page--header"><h1 class="read-page--header--title entry-title">Kabar Desa</h1><span class="read-page--header--author__name fn">{by}</span><time class="read-page--header--author__datetime updated" datetime="2019-02-19 07:02:13">19 Feb 2019, 07:02 WIB</time></header><div class="article-content-body" itemprop="articleBody"><div class="article-content-body__item-page"><div class="article-content-body__item-content">{body}</div></div></div></article>',
    ),
    "liputan6 2016": (
        "liputan6",
        "http://news.liputan6.com/read/2410001/kabar-desa",
        '<article><h1 class="read-page--header__title">Kabar Desa</h1><span class="read-page--header__author"><a>{by}</a></span><time class="read-page--header__datetime" datetime="2016-01-11 08:15:20">x</time><div class="text-detail"><div id="multi-page-0">{body}</div></div></article>',
    ),
    "merdeka 2016": (
        "merdeka",
        "https://www.merdeka.com/peristiwa/kabar-desa.html",
        '<div class="mdk-body-detail"><div class="mdk-dt-headline"><h1>Kabar Desa</h1></div><span class="date-post">Sabtu, 13 Februari 2016 08:30</span><span class="reporter">Reporter : <a>{by}</a></span><div class="mdk-body-paragpraph">{body}</div></div>',
    ),
    "merdeka 2021": (
        "merdeka",
        "https://www.merdeka.com/peristiwa/kabar-desa.html",
        '<div id="mdk-news-detail"><div class="mdk-news-head"><h1>Kabar Desa</h1></div><div class="mdk-news-body"><div class="mdk-date-reporter"><span><a href="/peristiwa/">PERISTIWA</a> | 13 Februari 2021 08:30</span><span>Reporter : <a href="/reporter/x/">{by}</a></span></div><div class="mdk-body-paragraph">{body}</div></div></div>',
    ),
    "kapanlagi 2015": (
        "kapanlagi",
        "http://www.kapanlagi.com/showbiz/selebriti/kabar-desa-1a2b3c.html",
        '<h1 class="entertainment-newsdetail-title-new">Kabar Desa</h1><span class="newsdetail-schedule-new">Kamis, 05 November 2015 11:52</span><div class="entertainment-detail-news">{body}</div>',
    ),
    "kapanlagi 2018": (
        "kapanlagi",
        "https://www.kapanlagi.com/showbiz/selebriti/kabar-desa-1a2b3c.html",
        '<div class="content-detail"><h1>Kabar Desa</h1><span class="date-post">Senin, 14 Mei 2018 16:05</span><span class="reporter">Penulis: {by}</span><div class="body-paragraph">{body}</div></div>',
    ),
    "fimela 2020": (
        "fimela",
        "https://www.fimela.com/food/read/4200001/kabar-desa",
        '<h1 class="article-header__title">Kabar Desa</h1><span class="article-header__authors"><a class="article-header__author-link">{by}</a></span><span class="article-header__datetime">02 Jun 2020, 19:15 WIB</span><div class="article-content-body" itemprop="articleBody"><div class="article-content-body__item"><div class="article-raw-content">{body}</div></div></div>',
    ),
    "liputan6 2022": (
        "liputan6",
        "https://www.liputan6.com/news/read/4900001/kabar-desa",
        '<div class="article-header"><h1 class="article-header__title">Kabar Desa</h1><span class="article-header__authors"><a class="article-header__author-link">{by}</a></span><span class="article-header__datetime">pada 16 Agu 2022, 09:20 WIB</span></div><div class="article-content-body multisection" itemprop="articleBody"><div class="article-content-body__item"><div class="article-raw-content" itemprop="description">{body}</div></div></div>',
    ),
    "detik travel 2022": (
        "detik",
        "https://travel.detik.com/travel-news/d-6410001/kabar-desa",
        '<div class="read__head"><h1>Kabar Desa</h1><div class="date">Jumat, 18 Nov 2022 19:10 WIB</div><div class="ugc__block__name"><a>{by}</a></div></div><div class="itp_bodycontent read__content" id="detikdetailtext">{body}</div>',
    ),
    "detik 2015": (
        "detik",
        "http://news.detik.com/read/2015/03/12/091500/2856001/10/kabar-desa",
        '<div class="content_detail"><h1>Kabar Desa</h1><div class="author"><strong>{by}</strong> - detikNews</div><div class="date">Kamis, 12/03/2015 10:20 WIB</div><div class="text_detail">{body}</div></div>',
    ),
    "kapanlagi 2025": (
        "kapanlagi",
        "https://www.kapanlagi.com/showbiz/selebriti/kabar-desa-1a2b3c4d.html",
        '<h1 class="detail__header_title">Kabar Desa</h1><a class="headermetabox-author-name">{by}</a><time class="headermetabox-datetime-text">Diterbitkan 04 Maret 2025, 18:00 WIB</time><div class="main-content">{body}</div>',
    ),
    "merdeka 2024": (
        "merdeka",
        "https://www.merdeka.com/uang/kabar-desa-210001-mvk.html",
        '<article class="article article--version2"><h1 class="article-title">Kabar Desa</h1><time><span>20 Mei 2024,</span> <span>09:10 WIB</span></time><div class="mdk-body-paragraph">{body}</div></article>',
    ),
    "liputan6 2026": (
        "liputan6",
        "https://www.liputan6.com/news/read/8253586/kabar-desa",
        '<article><div class="read-page-box"><h1 class="read-page-box__title">Kabar Desa</h1><div class="read-page-box__author__name">{by}</div><time class="read-page-box__author__datetime" datetime="2026-07-24T07:02:13+07:00">24 Jul 2026, 07:02 WIB</time></div><div class="article-content-body"><div class="article-content-body__item-page" data-page="1"><div class="article-content-body__item-content">{body}</div></div></div></article>',
    ),
    "detik 2026": (
        "detik",
        "https://news.detik.com/berita/d-8600001/kabar-desa",
        '<main><h1 class="text-2xl">Kabar Desa</h1><span class="author">{by} - detikNews</span><div class="date">Senin, 03 Agu 2026 12:00 WIB</div><div class="itp_bodycontent">{body}</div></main>',
    ),
    "merdeka 2026": (
        "merdeka",
        "https://www.merdeka.com/peristiwa/kabar-desa-310001-mvk.html",
        '<article><h1 class="dt-title">Kabar Desa</h1><a class="dt--postcredit-editor-desc"></a><div class="dt--postcredit-editor-desc"><a>{by}</a></div><time>20 Mei 2026, 09:10 WIB</time><div class="mdk-body-paragraph">{body}</div></article>',
    ),
}
CASES: list[tuple[str, str, list[tuple[str, str]]]] = [
    (
        "detik 2022",
        P
        + Q
        + "<p>Simak juga 'Warga Panen Padi, Bupati Mengaku Senang':</p><p>[Gambas:Video 20detik]</p><br><br><strong>(lrs/dna)</strong>",
        AB,
    ),
    (
        "detik 2022",
        P
        + Q
        + "<br><br><strong>Tonton juga 'Menteri: Kami Akan Bantu':</strong><br><br>[Gambas:Video 20detik]<br><br><strong>(lrs/dna)</strong>",
        AB,
    ),
    (
        "detik 2022",
        P
        + "<p><strong>Lihat Video: Warga Panen</strong></p><p>[Gambas:Video 20detik]</p>"
        + Q
        + "<strong>(lrs/dna)</strong>",
        AB,
    ),
    (
        "detik 2022",
        P
        + Q
        + "<p><strong>Halaman selanjutnya, kata bupati soal panen.</strong></p><strong>(lrs/dna)</strong>",
        AB,
    ),
    (
        "detik 2022",
        P
        + Q
        + '<p><em>Simak selengkapnya di halaman selanjutnya.</em></p><div class="detail__long-nav"><a>Selanjutnya</a><div class="detail__anchor">Halaman <a class="detail__anchor-numb">1</a><a class="detail__anchor-numb">2</a></div></div>',
        AB,
    ),
    (
        "detik 2022",
        P
        + Q
        + "<p><em>Artikel ini ditulis oleh Dwi Lestari, peserta Program Magang Bersertifikat Kampus Merdeka di detikcom.</em></p><strong>(lrs/dna)</strong>",
        AB,
    ),
    (
        "detik 2022",
        P
        + '<table align="center" class="pic_artikel_sisip_table"><tbody><tr><td><div align="center" class="pic_artikel_sisip"><div class="pic"><img src="x.jpg"><span>Panen di desa. Foto: Laras/detikcom</span></div></div></td></tr></tbody></table>'
        + Q,
        AB,
    ),
    (
        "detik 2022",
        P + "<p><strong>1. Padi Merah</strong></p>" + Q + "<p><strong>2. Padi Hitam</strong></p>" + P,
        [("p", A), ("h", "1. Padi Merah"), ("p", B), ("h", "2. Padi Hitam"), ("p", A)],
    ),
    (
        "detik 2022",
        P
        + '<blockquote class="instagram-media"><div><a href="https://www.instagram.com/p/x/">Lihat postingan ini di Instagram</a></div><p><a href="x">Sebuah kiriman dibagikan oleh Laras (@laras)</a></p></blockquote>'
        + Q,
        AB,
    ),
    ("detik 2022", P + "<p>[Gambas:Instagram]</p>" + Q, AB),
    (
        "detik 2022",
        P
        + '<p><strong>Baca juga: <a href="https://news.detik.com/berita/d-6399001/padi">Padi Merah Dipanen</a></strong></p>'
        + Q,
        AB,
    ),
    (
        "detik 2022",
        P
        + Q
        + '<p>Baca artikel selengkapnya di <a href="https://www.cnnindonesia.com/nasional/x">CNN Indonesia</a></p><strong>(lrs/dna)</strong>',
        AB,
    ),
    (
        "detik 2022",
        P
        + Q
        + '<p>Baca artikel CNN Indonesia "Padi Merah" selengkapnya di <a href="https://www.cnnindonesia.com/nasional/x">sini</a>.</p><strong>(lrs/dna)</strong>',
        AB,
    ),
    ("detik 2017", "<b>Sleman</b> - " + A + "<br><br>" + B + "<br><br><b>(lrs/dna)</b>", AB),
    (
        "detik 2017",
        "<b>Sleman</b> - "
        + A
        + "<br><br>"
        + B
        + "<br><br><b>Simak Video:</b><br><br>[Gambas:Video 20detik]<br><br><b>(lrs/dna)</b>",
        AB,
    ),
    (
        "detik 2022",
        P + '<blockquote><p>"Kami bersyukur," tulis bupati.</p></blockquote>' + Q,
        [("p", A), ("quote", '"Kami bersyukur," tulis bupati.'), ("p", B)],
    ),
    (
        "detik 2022",
        P + "<p>Senin - Jumat: 08.00-16.00 WIB</p>" + Q,
        [("p", A), ("p", "Senin - Jumat: 08.00-16.00 WIB"), ("p", B)],
    ),
    ("detik 2022", P + '<p style="text-align:center"><em>Foto: Laras/detikcom</em></p>' + Q, AB),
    (
        "liputan6 2019",
        "<p><strong>Liputan6.com, Jakarta - </strong>"
        + A
        + "</p>"
        + Q
        + "<p><strong>Saksikan Video Pilihan di Bawah Ini:</strong></p><iframe></iframe><p> </p><p>(Lrs/Bag)</p>",
        AB,
    ),
    (
        "liputan6 2019",
        P + Q + "<p>* Ingin mendapatkan kabar terbaru tentang panen? Kunjungi www.panen.liputan6.com</p>",
        AB,
    ),
    (
        "liputan6 2019",
        P
        + Q
        + "<p><em>**Liputan6.com bersama BAZNAS mengajak masyarakat bersedekah untuk korban banjir yang disalurkan melalui tautan ini.</em></p>",
        AB,
    ),
    ("liputan6 2016", "<p><b>Liputan6.com, Jakarta: </b>" + A + "</p>" + Q, AB),
    ("liputan6 2016", "<p>" + A + "<br><br>" + B + "<br><br>(Lrs/Bag)</p>", AB),
    (
        "liputan6 2016",
        P
        + '<p><strong>Baca juga:</strong></p><ul><li><a href="http://news.liputan6.com/read/2400001/padi-merah">Padi Merah Dipanen Warga</a></li><li><a href="http://news.liputan6.com/read/2400002/padi">Padi Hitam Dipanen Juga</a></li></ul>'
        + Q,
        AB,
    ),
    ("liputan6 2019", P + Q + "<p>Reporter: Dwi Lestari</p><p>Sumber: Merdeka.com</p>", AB),
    ("liputan6 2019", P + Q + "<p>Reporter: Dwi Lestari<br>Sumber: Merdeka.com</p>", AB),
    ("liputan6 2019", P + Q + "<h2>Saksikan Video Menarik Berikut Ini</h2>", AB),
    (
        "liputan6 2019",
        P
        + '<p>Baca Juga</p><div class="baca-juga-collections"><div class="baca-juga-collections__detail"><a href="https://www.liputan6.com/news/read/3899001/padi">Padi Merah Dipanen</a></div></div>'
        + Q,
        AB,
    ),
    ("fimela 2020", P + Q + "<p><strong>#GrowFearless with FIMELA</strong></p>", AB),
    ("fimela 2020", P + Q + "<p>#ElevateWomen</p>", AB),
    ("fimela 2020", P + "<p><strong>Simak Video Berikut</strong></p>" + Q, AB),
    (
        "merdeka 2016",
        "<p><b>Merdeka.com - </b>"
        + A
        + "</p>"
        + Q
        + '<p>Baca juga:<br><a href="/peristiwa/padi-merah-dipanen.html">Padi merah dipanen warga</a><br><a href="/foto/peristiwa/padi.html">Foto panen padi merah</a></p><p>[lrs]</p>',
        AB,
    ),
    (
        "merdeka 2016",
        P
        + f'<p>{B} [lrs]</p><p>Baca juga:<br><a href="/peristiwa/padi-merah-dipanen.html">Padi merah dipanen warga</a></p>',
        AB,
    ),
    (
        "merdeka 2016",
        P
        + Q
        + '<strong>Baca juga:<br></strong><a href="http://www.merdeka.com/peristiwa/padi-merah-dipanen.html">Padi merah dipanen warga</a><br><a href="http://www.merdeka.com/peristiwa/padi-hitam-dipanen.html">Padi hitam dipanen</a><br><br><p>[lrs]</p>',
        AB,
    ),
    ("merdeka 2021", P + Q + "<p>Reporter: Dwi Lestari<br>Sumber: Liputan6.com</p><p>(mdk/lrs)</p>", AB),
    (
        "kapanlagi 2018",
        "<p><strong>Kapanlagi.com</strong> - "
        + A
        + "</p>"
        + Q
        + '<p><strong>(<a href="https://www.kapanlagi.com/showbiz/selebriti/kabar-lain-yang-seru-9a8b7c.html">Kabar lain yang seru dari desa!</a>)</strong></p>',
        AB,
    ),
    (
        "kapanlagi 2015",
        "<b>Kapanlagi.com</b> - "
        + A
        + "<p>"
        + B
        + '</p><p><strong>Jangan Lewatkan!</strong><br><a href="/showbiz/selebriti/padi-merah-dipanen-1b2c3d.html">Padi Merah Dipanen Warga</a><br></p><p>(kpl/lrs)</p>',
        AB,
    ),
    ("kapanlagi 2015", P + Q + "<p>Sumber: Dailymail</p><p>(dym/lrs)</p>", AB),
    (
        "kapanlagi 2018",
        P + Q + "<p>Ikuti WhatsApp Channel KapanLagi.com biar kamu tidak ketinggalan.</p>",
        AB,
    ),
    ("detik 2015", f"<strong>Jakarta</strong> - <p>{A}<br /><br />{B}</p><strong>(lrs/dna)</strong>", AB),
    (
        "detik 2015",
        f'<strong>Jakarta</strong> - <p>{A}<br /><br /><strong>Baca juga: <a href="http://news.detik.com/read/2015/03/11/091500/2855001/10/padi">Padi Merah Dipanen</a></strong><br /><br />{B}</p><strong>(lrs/dna)</strong>',
        AB,
    ),
    (
        "detik 2015",
        f'<strong>Jakarta</strong> - <p>{A}<br /><br />{B}</p><strong>(lrs/dna)</strong><div class="paging">Halaman <a>1</a> <a>2</a> <a>Next</a></div>',
        AB,
    ),
    (
        "detik 2022",
        "<strong>Jakarta</strong> - " + P + '<p>"Kami bersyukur," - kata Sumadi.</p>' + Q,
        [("p", A), ("p", '"Kami bersyukur," - kata Sumadi.'), ("p", B)],
    ),
    ("detik 2022", f"<p><strong>Bandung</strong> - {A}</p>" + Q, AB),
    ("detik 2022", f"<p><strong>Bandung - </strong>{A}</p>" + Q, AB),
    ("detik 2022", f"<p><strong>Bandung</strong>\xa0-\xa0{A}</p>" + Q, AB),
    (
        "detik 2022",
        P + "<ol><li>Padi merah</li><li>Padi hitam</li></ol>" + Q,
        [("p", A), ("li", "Padi merah"), ("li", "Padi hitam"), ("p", B)],
    ),
    ("detik 2022", P + '<p><img src="x.jpg"><em>Warga memanen padi (Foto: Laras/detikcom)</em></p>' + Q, AB),
    (
        "detik 2022",
        P
        + '<iframe src="https://20.detik.com/embed/1"></iframe><p>Tonton video selengkapnya di sini</p>'
        + Q,
        AB,
    ),
    (
        "detik 2022",
        P
        + '<div class="sisip_artikel"><strong>Pilihan Redaksi</strong><ul><li><a href="https://news.detik.com/berita/d-6399001/padi">Padi Merah Dipanen</a></li></ul></div>'
        + Q,
        AB,
    ),
    (
        "detik 2022",
        P
        + '<table class="topiksisip"><tr><td><strong>Baca juga:</strong> <a href="https://news.detik.com/berita/d-6399001/padi">Padi</a></td></tr></table>'
        + Q,
        AB,
    ),
    (
        "detik 2022",
        P
        + '<p><strong>Lihat juga:</strong><br><a href="https://news.detik.com/berita/d-6399001/padi">Padi Merah Dipanen Warga</a></p>'
        + Q,
        AB,
    ),
    ("detik 2022", P + Q + "<p>Ikuti berita detikcom di WhatsApp Channel, klik di sini.</p>", AB),
    (
        "detik travel 2022",
        P + "<h3>Cara ke sana</h3>" + Q + "<p>(lrs/dna)</p>",
        [("p", A), ("h", "Cara ke sana"), ("p", B)],
    ),
    (
        "liputan6 2022",
        P
        + '<blockquote class="instagram-media"><a>View this post on Instagram</a><p>A post shared by Laras (@laras)</p></blockquote>'
        + Q,
        AB,
    ),
    (
        "liputan6 2022",
        "<p><b>Liputan6.com, Jakarta -</b> "
        + A
        + '</p><div class="advertisement-placeholder"><span>ADVERTISEMENT</span></div>'
        + Q,
        AB,
    ),
    ("liputan6 2022", "<p><b>Liputan6.com, Jakarta - " + A + "</b></p>" + Q, AB),
    ("liputan6 2022", "<p><b>Liputan6.com, Jakarta -</b><br>" + A + "</p>" + Q, AB),
    ("liputan6 2022", "<p><b>Liputan6.com, Tanjung Pinang</b> " + A + "</p>" + Q, AB),
    ("liputan6 2022", "<p><b>Liputan6.com, Den Haag - </b>" + A + "</p>" + Q, AB),
    ("liputan6 2022", "<p>Liputan6.com, Jakarta - " + A + "</p>" + Q, AB),
    ("liputan6 2022", "<p><strong>Bola.com, Bandung - </strong>" + A + "</p>" + Q, AB),
    (
        "liputan6 2022",
        P + Q + '<p>** Saksikan "Berani Berubah" di Liputan6 Pagi SCTV setiap Senin pukul 05.30 WIB</p>',
        AB,
    ),
    ("liputan6 2022", P + "<p><strong>Saksikan Live Streaming Panen Raya di Bawah Ini</strong></p>" + Q, AB),
    (
        "liputan6 2022",
        P + Q + '<p>Simak berita lainnya <a href="https://www.liputan6.com/news">di sini</a></p>',
        AB,
    ),
    (
        "liputan6 2022",
        P
        + '<p><strong>BACA JUGA: <a href="https://www.liputan6.com/news/read/4899001/padi">Padi Merah</a></strong></p>'
        + Q,
        AB,
    ),
    ("fimela 2020", P + Q + "<p>What's On Fimela</p><p>(vem/lrs)</p>", AB),
    (
        "kapanlagi 2025",
        "<p><strong>Kapanlagi.com</strong> - "
        + A
        + "</p>"
        + Q
        + '<p><strong>(Lagi viral, <a href="https://www.kapanlagi.com/x-1a2b3c4d.html">sapi desa ikut lomba lari</a>!)</strong></p>',
        AB,
    ),
    (
        "kapanlagi 2025",
        P
        + '<p>Baca Juga:</p><ul><li><a href="https://www.kapanlagi.com/showbiz/selebriti/padi-merah-1a2b3c4d.html">Padi Merah Dipanen</a></li></ul>'
        + Q,
        AB,
    ),
    ("merdeka 2024", P + f"<p>{B} (mdk/lrs)</p>", AB),
    ("merdeka 2024", "<p><strong>Merdeka.com - </strong>" + A + "</p>" + Q, AB),
    (
        "merdeka 2021",
        '<p><span class="first-p"><b>Merdeka.com - </b></span>'
        + A
        + '</p><p><strong>Baca juga:</strong></p><p><a href="https://www.merdeka.com/peristiwa/padi-merah-dipanen.html">Padi merah dipanen warga</a></p><p><a href="https://www.merdeka.com/foto/peristiwa/padi-hitam.html">Padi hitam dipanen warga</a></p>'
        + Q
        + "<p>[lrs]</p>",
        AB,
    ),
    ("merdeka 2016", f'<p><span class="first-p"><b>Merdeka.com - </b></span>{A}</p><p>{B} [lrs]</p>', AB),
    (
        "merdeka 2016",
        f'<b>Merdeka.com - </b>{A}<br /><br />{B}<br /><br /><strong>Baca juga:<br /></strong><a href="/peristiwa/padi-merah-dipanen.html">Padi merah dipanen warga</a><br /><br />[lrs]',
        AB,
    ),
    (
        "liputan6 2019",
        P
        + '</div></div><div class="article-content-body__item-page"><div class="article-content-body__item-break"><span>2 dari 3 halaman</span></div><h2 class="article-content-body__item-title">Padi Hitam</h2><div class="article-content-body__item-content">'
        + Q,
        [("p", A), ("h", "Padi Hitam"), ("p", B)],
    ),
    (
        "liputan6 2019",
        P + "<p>2 dari 3 halaman</p><h2>Padi Hitam</h2>" + Q,
        [("p", A), ("h", "Padi Hitam"), ("p", B)],
    ),
    (
        "kapanlagi 2018",
        P + '<p><img src="x.jpg"></p><p>Sekar Ayu menanam padi (credit: instagram.com/sekarayu)</p>' + Q,
        AB,
    ),
    (
        "kapanlagi 2018",
        P
        + '<p style="text-align:center"><img src="x.jpg"><br>Sekar Ayu/©KapanLagi.com/Bagas Aryanto</p>'
        + Q,
        AB,
    ),
    ("kapanlagi 2015", P + "<p>© instagram.com/sekarayu</p>" + Q, AB),
    ("merdeka 2016", P + '<div><img src="x.jpg"></div><p>padi merah ©2016 merdeka.com/bagas</p>' + Q, AB),
    (
        "liputan6 2026",
        "<p><strong>Liputan6.com, Jakarta -</strong> " + A + "</p>" + Q + "<p>(Lrs/Bag)</p>",
        AB,
    ),
    ("detik 2026", f"<p><strong>Jakarta</strong> - {A}</p>" + Q + "<strong>(lrs/dna)</strong>", AB),
    ("merdeka 2026", "<p>Merdeka.com - " + A + "</p>" + Q, AB),
    (
        "merdeka 2021",
        P
        + '<blockquote class="instagram-media"><a>Lihat postingan ini di Instagram</a><p><a>Sebuah kiriman dibagikan oleh Laras (@laras)</a></p></blockquote>'
        + Q,
        AB,
    ),
    (
        "merdeka 2021",
        P
        + "<blockquote><p>Lihat postingan ini di Instagram</p><p>Sebuah kiriman dibagikan oleh Laras (@laras) pada 3 Jan 2021 jam 8:10 PST</p></blockquote>"
        + Q,
        AB,
    ),
    (
        "merdeka 2021",
        P
        + '<div class="imagecontent"><img src="x.jpg"></div><div class="imageinfo"><span>©2021 Merdeka.com</span></div>'
        + Q,
        AB,
    ),
    (
        "merdeka 2021",
        P
        + Q
        + '<p class="dont-display"><strong>Baca juga:</strong><br><a href="http://www.merdeka.com/x/a-b-c.html">A b c</a></p><p>(mdk/lrs)</p>',
        AB,
    ),
    ("detik 2022", P + "<p><em><strong>Simak selengkapnya di halaman berikutnya.</strong></em></p>" + Q, AB),
    ("detik 2022", P + Q + "<p><strong>Apa saja manfaatnya? Baca di halaman berikutnya.</strong></p>", AB),
    ("detik 2022", P + "<p>[Gambas:Audiogram]</p><p>[Gambas:Photos20detik]</p>" + Q, AB),
    (
        "detik 2022",
        P
        + Q
        + "<p><strong>Video Menteri Buka Suara soal Panen</strong></p><p>[Gambas:Video 20detik]</p><strong>(lrs/dna)</strong>",
        AB,
    ),
    ("detik 2022", P + "<p>Saksikan Live DetikPagi:</p><p>[Gambas:Video 20detik]</p>" + Q, AB),
    ("detik 2022", P + "<p>Simak video tentang panen di sini:</p>" + Q, AB),
    ("detik 2022", P + "<h2><strong>Padi Merah</strong></h2>" + Q, [("p", A), ("h", "Padi Merah"), ("p", B)]),
    ("detik 2022", P + f"<p>{B}</p><p><strong>(lrs)</strong></p>", AB),
    ("detik 2022", P + Q + "<p>(Laras Wening/dna)</p>", AB),
    ("detik 2022", P + f"<p>{B}<strong>(lrs/dna)</strong></p>", AB),
    (
        "kapanlagi 2015",
        "<b>Kapanlagi.com</b> - " + A + "<p><b>1. Padi Merah</b></p><p>" + B + "</p><p>(kpl/lrs)</p>",
        [("p", A), ("h", "1. Padi Merah"), ("p", B)],
    ),
    (
        "kapanlagi 2015",
        "<b>Kapanlagi.com</b> - "
        + A
        + "<p>"
        + B
        + '</p><p><b>Simak Juga:</b></p><p><a href="/showbiz/selebriti/padi-merah-dipanen-warga-1b2c3d.html">Padi Merah Dipanen Warga</a></p><p>(kpl/lrs)</p>',
        AB,
    ),
    (
        "liputan6 2016",
        "<p><b>Liputan6.com, Jakarta - </b>"
        + A
        + "<br><br>"
        + B
        + "<br><br>(Lrs/Bag)</p><p><strong>Saksikan juga video menarik berikut:</strong></p>",
        AB,
    ),
    (
        "liputan6 2016",
        "<p>" + A + "</p><p><strong>Padi Merah<br><br></strong>" + B + "</p>",
        [("p", A), ("h", "Padi Merah"), ("p", B)],
    ),
    ("liputan6 2016", P + Q + "<p>**Ingin mengetahui hasil pilkada? Pantau di Liputan6.com.</p>", AB),
]


def read(layout: str, body: str, by: str = "Laras Wening") -> Article:
    """A page of this layout with this body, read and cleaned."""
    outlet, url, markup = LAYOUTS[layout]
    head = '<html><head><meta property="og:type" content="article"></head><body>'
    found = OUTLETS[outlet].read(f"{head}{markup.format(by=by, body=body)}</body></html>", url)
    assert isinstance(found, Article), found
    return clean(found, OUTLETS[outlet])


@pytest.mark.parametrize(("layout", "body", "blocks"), CASES)
def test_only_the_story_stays(layout: str, body: str, blocks: list[tuple[str, str]]) -> None:
    assert [(block.kind.value, block.text) for block in read(layout, body).blocks] == blocks


@pytest.mark.parametrize("layout", LAYOUTS)
def test_head_of_a_page(layout: str) -> None:
    """The pages state no JSON-LD: what a reader sees is enough."""
    article = read(layout, P + Q)
    assert article.headline == "Kabar Desa"
    assert article.published_at is not None
    stated = "{by}" in LAYOUTS[layout][2]
    assert article.authors == (("Laras Wening",) if stated else ())


@pytest.mark.parametrize(
    ("by", "authors"),
    [
        ("Laras Wening, Bagas Aryanto", ("Laras Wening", "Bagas Aryanto")),
        ("Laras Wening dan Bagas Aryanto", ("Laras Wening", "Bagas Aryanto")),
        ("Tim detikcom", ("Tim detikcom",)),
        ("Dr. Laras Wening, M.Pd", ("Dr. Laras Wening, M.Pd",)),
        ("By Laras Wening", ("Laras Wening",)),
        ("<a>Laras Wening</a> <a>Bagas Aryanto</a>", ("Laras Wening", "Bagas Aryanto")),
        ("<a>Laras Wening</a>\n<a>Bagas Aryanto</a>\n<a>Tim</a>", ("Laras Wening", "Bagas Aryanto", "Tim")),
        ("Ditulis oleh Laras Wening", ("Laras Wening",)),
        ("Penulis Laras Wening", ("Laras Wening",)),
        ("Laras Wening (Kontributor)", ("Laras Wening",)),
        ("Kontributor Bandung, Laras Wening", ("Laras Wening",)),
        ("Laras Wening, wartawan", ("Laras Wening",)),
        ("Reporter: Laras Wening, Editor: Bagas Aryanto", ("Laras Wening",)),
        ("Laras Wening | Editor: Bagas Aryanto", ("Laras Wening",)),
        ("Kontributor Bandung", ("Kontributor Bandung",)),
    ],
)
def test_writers_of_a_line(by: str, authors: tuple[str, ...]) -> None:
    assert read("detik 2022", P + Q, by).authors == authors
