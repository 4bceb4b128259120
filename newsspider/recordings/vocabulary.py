"""Vocabulary of recordings: words that readers and rules look for, and words for everything else."""

from __future__ import annotations

KEPT = frozenset(
    """
    red rep radar
    advertisement advertorial akan aktifkan akun also alt aplikasi artikel asli baca bagikan berikut
    berita browser bukan captcha cek channel cuplikan dapatkan dengan dibaca dikutip dilaporkan dimuat
    dipublikasikan ditemukan diterbitkan diupdate diperbarui dok dokumentasi download editor eksklusif
    error follow foto fotografer gabung galeri google grafis grup halaman home ikuti iklan ilustrasi
    info informasi infografis ini instagram istimewa jangan jakarta join judul juga jurnalis kabar kami
    kanal keterangan kirim klik kolase komentar kontributor konten kutipan langganan langsung lain
    lainnya lampiran laporan lengkap lengkapnya lewatkan lihat link liputan loading login maintenance
    masuk menarik more naskah news nikmati non not found page pasang penulis penyunting pewarta pilihan
    pilih play pop populer premium produser pukul read redaksi redaktur rekomendasi related reporter
    rilis ringkasan saksikan saluran sebelumnya selanjutnya selengkapnya seputar share sia silakan simak
    sini situs source sudah sumber tag tags tangkapan tangkap layar tayang telah telegram tema terbaru
    terbit terkait terkini terpopuler tidak tonton topik trending tulis tulisan tweet twitter update
    video videografer wartawan watch whatsapp wib wit wita www youtube zoom kata ujar ucap tutur ungkap
    jelas menurut mengatakan menyebut menjelaskan januari februari pebruari maret april mei juni juli
    agustus september oktober november nopember desember jan feb peb mar apr jun jul agu agt ags aug sep
    sept okt oct nov nop des dec january february march may june july august october december senin
    selasa rabu kamis jumat sabtu minggu ahad monday tuesday wednesday thursday friday saturday sunday
    mon tue wed thu fri sat sun jam pkl ago lalu menit anda atas bisnis breaking cari images
    internasional kementerian kesehatan kilas klub larger large lifestyle medium menyukai metropolitan
    mungkin nasional network otomotif pendidikan regional sains seleb sizes skor sport super
    techno text travel tampilkan http https com net org true false null html php jpg
    jpeg png gif webp svg
    """.split()
)
"""Words that stay as they are: of credits, calls, notes and notices, of dates and of addresses."""

_WORDS = """
    air aku ari bak bus cat gua ibu jas lem pot rak sup tas ubi alas anak arus batu baju biji bola buah
    bulu daun desa dahi gula ikan jala kaca kayu kain kopi kuda kuku lada laut madu meja nasi padi paku
    pagi pipa pita rusa sapi sawi soto susu tahu teko tepi tiga topi tuas akasi angin ambal badai bakul
    balai bambu beras buruh cabai candi cerah dapur ember gerai getah gubuk hujan jambu jarum kapal
    kapas kebun kendi kerbo kerja kursi ladah lampu lontar madrah mangga manis pasar pasir pisau rawan
    rimbu roda sagu sawah selop semut sendok taman tanah telur tenda terik tikar ubian warna anyaman
    bandeng belimbing benang bengkel berkas besar bibit botol cangkul cermin cerita damar dermaga embun
    empang gabah gading gerobak gurame hutan jagung jajanan jerami jendela kacang kambing kancil karung
    kelapa kepiting kerajang kerikil ketapang kolam kompor kuliner ladang lemari lentera lumbung lumpur
    mawar melati mentega minyak musim nelayan nenas papaya parang patung payung pelana pelita perahu
    permata piring pondok rambutan rempah rotan rumput sarung selada selendang sepeda serabi serambut
    singkong sumur sungai tambak tangga tanjung tempayan tembakau tembikar temulawak teratai timbangan
    tomat tukang warung wortel anggrek bangunan bawang cempaka cendana cengkih gelanggang genteng
    gunungan jembatan kacamata kampung kandang kangkung karawitan kecambah kecombrang kelurahan kembang
    kemiri kerajinan kertas lapangan layangan mangkuk nangka obor pancuran panggung pekarangan pelabuhan
    pelepah perkakas perkebunan persawahan pertanian pesisir rombongan sanggar sarang selimut semangka
    sukarelawan tanaman telaga temaram tempurung terasering terumbu tikungan ubinan kebersihan kehutanan
    kelautan keluarga kepulauan keramik kesenian keterampilan laboratorium kerajinantangan penyeberangan
    perikanan perbukitan peternakan pemandangan pengrajin perpustakaan persimpangan pertunjukan
    pertukangan perkampungan peristirahatan kepanduan kepedulian kesegaran kesetiaan ketinggian
    ketelitian
""".split()
WORDS: dict[int, tuple[str, ...]] = {}
"""Words by length, none of which means anything to a rule."""
for _word in dict.fromkeys(_WORDS):
    WORDS[len(_word)] = (*WORDS.get(len(_word), ()), _word)
SYLLABLES = ("ka", "ru", "pa", "ti", "lo", "se", "ma", "nu", "bi", "ro", "ha", "wu")
"""Words of other lengths are made of these."""
