"""Hosts of the Tribun network.

The list is that of docs/tribunnews.md (network footer of 2020 to 2026). Other hosts are
recorded as links and never fetched: a substring test on "tribun" would let tribun-maluku.com in.
"""

from __future__ import annotations

REGIONAL = frozenset(
    """
    jabar jakarta wartakota solo jogja palembang bali aceh medan bangka batam pekanbaru sumsel lampung kupang
    banjarmasin kaltim manado pontianak makassar papua papuabarat madura surabaya bogor newsmaker style bekasi
    banten tangerang depok cirebon jateng banyumas pantura jatim suryamalang mataraman prohaba sultra belitung
    babel padang bengkulu jambi flores kalteng kaltara gorontalo sulbar palu lombok ternate ambon travel wow
    health trends gayo muria priangan jatim-timur toraja sorong nanggroe papuatengah mataram
    """.split()
)
"""Sub-domains with newsrooms of their own; video, shopping and booking have no stories in text."""

MAIN = "www.tribunnews.com"
MIRRORS = {"m.tribunnews.com": MAIN, "amp.tribunnews.com": MAIN, "tribunnews.com": MAIN}
HOSTS = frozenset({MAIN, *MIRRORS, *(f"{name}.tribunnews.com" for name in REGIONAL)})

WIDGET_HOSTS = frozenset({"recommendation.jixie.media"})
"""Whose data fills the recommendation boxes (docs/tribunnews.md, Recommendations)."""
SCRIPT_HOSTS = frozenset(
    """
    asset-1.tribunnews.com asset-2.tribunnews.com asset-1.tstatic.net asset-2.tstatic.net cdn1.tstatic.net
    cdn2.tstatic.net scripts.jixie.media
    """.split()
)
"""Where pages have the scripts from that fill the boxes; script hosts of advertisers are not here."""

NOT_STORIES = (
    "index-news indeks tag topic topics search komentar member auth api ajax json posts setting penulis editor"
    " epaper images webstories video foto rss sitemap tribun-network account about help terms privacy-policy"
    " pedoman pedoman-media-siber contact-us karir redaksi info-iklan classified view"
).split()
"""First path segments below which no story stands (docs/tribunnews.md, Addresses)."""
