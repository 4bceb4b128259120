"""Which recommendations does only JavaScript show, and which data does it fetch for them?"""

from typing import Any
from urllib.parse import urlencode

from newsspider.replica.hosts import WIDGET_HOST
from newsspider.replica.parts import widget_config
from newsspider.replica.story import Link, Story

_PILIHAN = """<div class="side-article mb5"><h3 class="fbo2 f18">Sesuai Minatmu</h3><div id="widget_pilihanuntukmu_article" class="pilihan-list"></div></div>
<script>
(function() {
  var box = document.getElementById('widget_pilihanuntukmu_article');
  fetch('/ajax/pilihanuntukmu?SOURCE').then(function(r) { return r.json(); }).then(function(data) {
    data.items.forEach(function(item) {
      var row = document.createElement('div'), link = document.createElement('a');
      row.className = 'item-pilihan'; link.href = item.url; link.title = item.title; link.textContent = item.title;
      row.appendChild(link); box.appendChild(row);
    });
  });
})();
</script>"""
_JIXIE = """<div class="jxrwgt-slot mb20"><div id="jixie-recommendation"></div></div>
<script>
window._jxrwidget = window._jxrwidget || [];
window._jxrwidget.push(CONFIG);
(function() {
  var box = document.getElementById('jixie-recommendation'), outer = document.createElement('div');
  outer.className = 'jxrwgt-ctr-cl'; box.appendChild(outer);
  fetch('//HOST/v1/recommendation?SOURCE').then(function(r) { return r.json(); }).then(function(data) {
    data.items.forEach(function(item, i) {
      var row = document.createElement('div'), title = document.createElement('div');
      row.className = 'jxrwgt-wrap-cl' + (item.type == 'ad' ? ' jxrwgt-sponsored' : '');
      row.id = 'recItem-1000-' + i; row.setAttribute('data-index', i);
      row.onclick = function() { window.open(item.url); };
      title.className = 'jxrwgt-itm-title-cl'; title.textContent = item.title;
      row.appendChild(title); outer.appendChild(row);
    });
  });
})();
</script>"""


def widget(story: Story) -> str:
    """The empty container and the script that fills it; Jixie's rows are clicked, not linked."""
    if story.widget_kind == "pilihan":
        return _PILIHAN.replace("SOURCE", urlencode({"id": story.card.serial, "url": story.card.path}))
    if story.widget_kind == "jixie":
        source = urlencode({
            "type": "pages", "count": 6, "accountid": "replica", "pageurl": story.url, "widget_id": 1000,
            "keywords": ",".join(story.tags), "title": story.headline,
        })  # fmt: skip
        filled = _JIXIE.replace("HOST", WIDGET_HOST).replace("SOURCE", source)
        return filled.replace("CONFIG", widget_config(story))
    return ""


def pilihan_data(story: Story) -> dict[str, Any]:
    query = urlencode({"ct": "pilihanuntukmu-home", "m": "widget-pilihanuntukmu", "s": story.card.host.domain})
    return {"items": [{"title": link.title, "url": f"{link.url}?{query}"} for link in story.widget]}


def jixie_data(story: Story) -> dict[str, Any]:
    """The pages, with one advertisement among them, as the recommendation service answers."""
    items = [_jixie_item(place, link) for place, link in enumerate(story.widget)]
    advert = {"type": "ad", "id": "ad-1", "title": "Promo Sepeda Lipat", "url": "https://iklan.example/promo"}
    return {"items": [*items[:3], advert, *items[3:]], "options": {"reco_id": f"r{story.card.serial}"}}


def _jixie_item(place: int, link: Link) -> dict[str, Any]:
    return {"type": "page", "id": f"p{place}", "title": link.title, "url": link.url, "category": "news", "trackers": []}
