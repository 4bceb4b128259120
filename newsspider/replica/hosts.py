"""Which hosts does the replica have, and what does each newsroom call itself?"""

from dataclasses import dataclass

BARE_HOST = "tribunnews.com"
MOBILE_HOST = "m.tribunnews.com"
VIDEO_HOST = "video.tribunnews.com"
WIDGET_HOST = "recommendation.jixie.media"


@dataclass(frozen=True, kw_only=True, slots=True)
class Host:
    """One newsroom of the network.

    `datelines` hold `{kota}` for the town in capitals, and end as printed: the text follows without a space
    where the last character is no blank. `desks` are how its reporters are announced.
    """

    name: str
    title: str
    brand: str
    signature: str
    datelines: tuple[str, ...]
    desks: tuple[str, ...]
    sections: tuple[tuple[str, str], ...]
    towns: tuple[str, ...]
    first_id: int
    callouts: tuple[str, ...] = ()

    @property
    def domain(self) -> str:
        return f"{self.name}.tribunnews.com"

    @property
    def regional(self) -> bool:
        return self.name != "www"


WWW = Host(
    name="www",
    title="Tribunnews.com",
    brand="Tribunnews.com",
    signature="Tribunnews.com",
    datelines=(
        "TRIBUNNEWS.COM - ",
        "TRIBUNNEWS.COM, JAKARTA - ",
        "TRIBUNNEWS.COM – ",
        "TRIBUNNEWS.com – ",
        "TRIBUNNEWS.COM, {kota} - ",
        "TRIBUNNEWS.COM, {kota} – ",
    ),
    desks=("Tribunnews.com", "TribunJakarta.com", "Tribun Medan", "Tribun Timur"),
    sections=(
        ("nasional", "Nasional"),
        ("regional", "Regional"),
        ("metropolitan", "Metropolitan"),
        ("internasional", "Internasional"),
        ("pendidikan", "Pendidikan"),
        ("bisnis", "Bisnis"),
        ("superskor", "Super Skor"),
        ("sport", "Sport"),
        ("seleb", "Seleb"),
        ("kesehatan", "Kesehatan"),
        ("techno", "Techno"),
        ("otomotif", "Otomotif"),
    ),
    towns=("Jakarta", "Medan", "Bandung", "Semarang", "Denpasar", "Palembang", "Depok", "Bekasi"),
    first_id=7_000_000,
    callouts=("Ikuti kami di Google News", "Simak berita terbaru Tribunnews.com di Google News"),
)

SOLO = Host(
    name="solo",
    title="Tribun Solo",
    brand="TribunSolo.com",
    signature="TribunSolo.com",
    datelines=("TRIBUNSOLO.COM, {kota} --", "TRIBUNSOLO.COM - ", "TRIBUNSOLO.COM, {kota} - "),
    desks=("TribunSolo.com", "Tribun Solo"),
    sections=(("solo", "Solo"), ("karanganyar", "Karanganyar"), ("sukoharjo", "Sukoharjo"), ("news", "News")),
    towns=("Solo", "Karanganyar", "Sukoharjo", "Klaten", "Boyolali", "Sragen", "Wonogiri"),
    first_id=500_000,
)

JOGJA = Host(
    name="jogja",
    title="Tribun Jogja",
    brand="TribunJogja.com",
    signature="Tribunjogja.com",
    datelines=("TRIBUNJOGJA.COM, {kota} - ", "TRIBUNJOGJA.COM - ", "TRIBUNJOGJA.COM, {kota} – "),
    desks=("Tribun Jogja",),
    sections=(("diy", "DI Yogyakarta"), ("jawa", "Jawa"), ("lifestyle", "Lifestyle"), ("news", "News")),
    towns=("Yogyakarta", "Sleman", "Bantul", "Wates", "Wonosari", "Magelang"),
    first_id=1_100_000,
)

SURABAYA = Host(
    name="surabaya",
    title="Surya.co.id",
    brand="SURYA.co.id",
    signature="Surya",
    datelines=(
        "SURYA.CO.ID - ",
        "SURYA.co.id | {kota} – ",
        "SURYA.CO.ID, {kota} - ",
        "SURYA.co.id I {kota} - ",
        "SURYA.co.id|{kota} - ",
    ),
    desks=("SURYA.co.id", "Surya"),
    sections=(
        ("surabaya", "Surabaya"),
        ("kediri", "Kediri"),
        ("malang-raya", "Malang Raya"),
        ("news", "News"),
    ),
    towns=("Surabaya", "Sidoarjo", "Gresik", "Lamongan", "Kediri", "Mojokerto"),
    first_id=1_800_000,
    callouts=(
        ">>>Ikuti Berita Lainnya di News Google SURYA.co.id",
        "BACA BERITA SURYA.CO.ID DI GOOGLE NEWS LAINNYA",
        "BACA BERITA SURABAYA LAINNYA",
        "Update berita terbaru di Google News SURYA.co.id",
    ),
)

MAKASSAR = Host(
    name="makassar",
    title="Tribun-timur.com",
    brand="Tribun-Timur.com",
    signature="Tribun-Timur.com",
    datelines=("TRIBUN-TIMUR.COM, {kota} - ", "TRIBUN-TIMUR.COM - ", "TRIBUN-TIMUR.COM-"),
    desks=("Tribun Timur", "Tribun-Timur.com"),
    sections=(("makassar", "Makassar"), ("sulsel", "Sulsel"), ("sport", "Sport"), ("news", "News")),
    towns=("Makassar", "Gowa", "Maros", "Takalar", "Bone", "Parepare"),
    first_id=1_300_000,
)

MEDAN = Host(
    name="medan",
    title="Tribun-medan.com",
    brand="Tribun-Medan.com",
    signature="Tribun-Medan.com",
    datelines=("TRIBUN-MEDAN.com-", "TRIBUN-MEDAN.com, {kota} - ", "TRIBUN-MEDAN.COM, {kota} - "),
    desks=("Tribun Medan", "Tribun-Medan.com"),
    sections=(("medan-terkini", "Medan Terkini"), ("sumut-terkini", "Sumut Terkini"), ("news", "News")),
    towns=("Medan", "Siantar", "Binjai", "Karo", "Langkat", "Tebingtinggi"),
    first_id=1_600_000,
)

JATIM = Host(
    name="jatim",
    title="Tribunjatim.com",
    brand="TribunJatim.com",
    signature="TribunJatim.com",
    datelines=("TRIBUNJATIM.COM - ", "TRIBUNJATIM.COM, {kota} - "),
    desks=("TribunJatim.com",),
    sections=(("jatim", "Jatim"), ("madiun", "Madiun"), ("news", "News")),
    towns=("Malang", "Madiun", "Blitar", "Tuban", "Jombang"),
    first_id=420_000,
)

ACEH = Host(
    name="aceh",
    title="Serambinews.com",
    brand="Serambinews.com",
    signature="Serambinews.com",
    datelines=("SERAMBINEWS.COM, {kota} - ", "SERAMBINEWS.COM - "),
    desks=("Serambinews.com", "Serambi Indonesia"),
    sections=(("nanggroe", "Nanggroe"), ("aceh-besar", "Aceh Besar"), ("news", "News")),
    towns=("Banda Aceh", "Lhokseumawe", "Sigli", "Meulaboh", "Takengon"),
    first_id=990_000,
)

KUPANG = Host(
    name="kupang",
    title="Pos-kupang.com",
    brand="Pos-Kupang.com",
    signature="Pos-Kupang.com",
    datelines=(
        "POS-KUPANG.COM, {kota}-",
        "POS KUPANG.COM, {kota} -- ",
        "POS-KUPANG.COM- ",
        "POS-KUPANG.COM, {kota} - ",
    ),
    desks=("POS-KUPANG.COM", "Pos Kupang"),
    sections=(("ntt", "NTT"), ("kota-kupang", "Kota Kupang"), ("news", "News")),
    towns=("Kupang", "Larantuka", "Maumere", "Ende", "Atambua"),
    first_id=260_000,
    callouts=("Baca Berita NTT Lainnya",),
)

BANJARMASIN = Host(
    name="banjarmasin",
    title="Banjarmasinpost.co.id",
    brand="Banjarmasinpost.co.id",
    signature="Banjarmasinpost.co.id",
    datelines=("BANJARMASINPOST.CO.ID - ", "BANJARMASINPOST.CO.ID, {kota} - "),
    desks=("Banjarmasinpost.co.id",),
    sections=(("kalsel", "Kalsel"), ("bumi-antasari", "Bumi Antasari"), ("news", "News")),
    towns=("Banjarmasin", "Banjarbaru", "Martapura", "Barabai"),
    first_id=310_000,
)

HOSTS = {
    host.name: host
    for host in (WWW, SOLO, JOGJA, SURABAYA, MAKASSAR, MEDAN, JATIM, ACEH, KUPANG, BANJARMASIN)
}
DEFAULT_HOSTS = ("www", "solo", "jogja", "surabaya", "makassar")
