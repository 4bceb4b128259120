"""Settings of newsspider wherever it runs; the only reader of environment variables.

Our own settings are explained in docs/settings.md; the others are Scrapy's. Numbers come from the
measurements named beside them.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from scrapy.settings import default_settings as _scrapy

from newsspider.console.loading import commands_module
from newsspider.console.streams import install_safe_streams
from newsspider.http import identity

# First of all: without it the next socket gets a descriptor that was closed at the start, and a character
# that the terminal lacks, or a full disk behind stdout, ends a command with a traceback.
install_safe_streams()

ROOT = Path(__file__).resolve().parent.parent

BOT_NAME = "newsspider"
SPIDER_MODULES = ["newsspider.spiders"]
NEWSPIDER_MODULE = "newsspider.spiders"
COMMANDS_MODULE = commands_module(sys.argv)

# Who we are: one user agent with a way to reach the operator. USER_AGENTS has those of single outlets, by
# the outlet's name. robots.txt is obeyed as the rules for ROBOTSTXT_USER_AGENT say.
CONTACT_URL = os.environ.get("NEWSSPIDER_CONTACT", "")
USER_AGENT = identity.user_agent(CONTACT_URL)
USER_AGENTS: dict[str, str] = {}
ROBOTSTXT_USER_AGENT = identity.NAME
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": identity.LANGUAGES,
}

# Where it goes: a PostgreSQL server, or the embedded one with its data below DATA_DIR.
DATABASE_URL = os.environ.get("DATABASE_URL", "")
# (In an egg, as Scrapyd has it, the project is no folder: then below the folder we run in.)
DATA_DIR = os.environ.get("NEWSSPIDER_DATA", str((ROOT if ROOT.is_dir() else Path.cwd()) / "data"))
# The archive of responses: a folder, `off`, or empty for `archive` in DATA_DIR. Its files are removed after
# so many days, or the oldest once all take more bytes.
ARCHIVE = os.environ.get("NEWSSPIDER_ARCHIVE", "")
ARCHIVE_DAYS = 365
ARCHIVE_BYTES = 64 * 1024**3
# Months for which counts of requests, links and cut lines are kept in the database; 0: for ever.
FETCHES_MONTHS = 24
LINKS_MONTHS = 0
REMOVED_MONTHS = 0
# The scheduler: the number of logs kept below DATA_DIR for each schedule. FIRE is the number of the fire
# that a crawl belongs to; the scheduler passes it to each crawl that it starts.
SCHEDULE_LOGS = 60
FIRE = 0
STORE_BATCH_SIZE = 100
STORE_BATCH_SECONDS = 0.5

# Alerts: the receivers, as Apprise addresses between commas or spaces, and the time limit for sending to
# all of them. The last good run may be RUN_MAX_AGE old; a run may take RUN_MAX_LENGTH (seconds).
ALERT_URLS = os.environ.get("NEWSSPIDER_ALERT_URLS", "")
ALERT_SECONDS = 10.0
# Webhooks, which get new stories: a file with their addresses, secrets and filters; empty: none.
WEBHOOKS_FILE = os.environ.get("NEWSSPIDER_WEBHOOKS_FILE", "")
RUN_MAX_AGE = 26 * 3600
RUN_MAX_LENGTH = 12 * 3600
# The last backup: a file, a folder whose newest file counts, or a command that prints its time. It may be
# BACKUP_MAX_AGE old (seconds). Nothing is checked while neither is set.
BACKUP_FILE = os.environ.get("NEWSSPIDER_BACKUP_FILE", "")
BACKUP_COMMAND = os.environ.get("NEWSSPIDER_BACKUP_COMMAND", "")
BACKUP_MAX_AGE = 26 * 3600
# The dashboard's login: the hash of a password (scrapy dashboard --hash-password) or a file that holds it;
# without either there is none. DASHBOARD_DATABASE_URL is a role that only reads; empty: DATABASE_URL.
DASHBOARD_PASSWORD = os.environ.get("NEWSSPIDER_DASHBOARD_PASSWORD", "")
DASHBOARD_PASSWORD_FILE = os.environ.get("NEWSSPIDER_DASHBOARD_PASSWORD_FILE", "")
DASHBOARD_DATABASE_URL = os.environ.get("NEWSSPIDER_DASHBOARD_DATABASE_URL", "")

# The frontier: the newsrooms that a run crawls (empty: all of the outlet's), the pages of one host in
# flight, and the seconds for which a run with nothing else to do waits for a page that falls due.
HOSTS = ""
HOST_PAGES_IN_FLIGHT = 16
RUN_IDLE_TIMEOUT = 60.0
# Seconds for which a process leases a host. Without its heartbeats others take the host over after that.
HOST_LEASE = 45.0

# The revisit policy, in seconds. After a failure: the waits until the next visits, by kind of failure;
# after the last one the page rests until a list names it again. A fresh story is revisited at these ages. A
# list: between these two, twice as often after it changed, half as often after it did not.
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
RETRY_WAITS = {
    "refused": (6 * _HOUR, _DAY, 3 * _DAY, 7 * _DAY),
    "missing": (_HOUR, _DAY, 7 * _DAY),
    "gone": (_DAY, 3 * _DAY, 14 * _DAY),
    "throttled": (_MINUTE, 15 * _MINUTE, _HOUR, 6 * _HOUR, _DAY, 3 * _DAY, 7 * _DAY),
    "server": (_MINUTE, 15 * _MINUTE, _HOUR, 6 * _HOUR, _DAY, 3 * _DAY, 7 * _DAY),
    "timeout": (_MINUTE, 15 * _MINUTE, _HOUR, 6 * _HOUR, _DAY, 3 * _DAY, 7 * _DAY),
    "dns": (15 * _MINUTE, 6 * _HOUR, _DAY, 3 * _DAY, 7 * _DAY),
    "connection": (_MINUTE, 15 * _MINUTE, _HOUR, 6 * _HOUR, _DAY, 3 * _DAY, 7 * _DAY),
    "cut": (30, 15 * _MINUTE, _HOUR, 6 * _HOUR, _DAY, 3 * _DAY),
    "robots_unreachable": (_HOUR, 6 * _HOUR, _DAY, 3 * _DAY, 7 * _DAY),
    "unreadable": (6 * _HOUR, _DAY, 3 * _DAY),
    "incomplete": (_MINUTE, _HOUR, 6 * _HOUR, _DAY, 3 * _DAY),
    # Costs the host nothing but robots.txt, which is fetched anyway.
    "forbidden": (*(_DAY,) * 7, 7 * _DAY, 14 * _DAY),
    "redirected": (_DAY, 3 * _DAY, 7 * _DAY, 14 * _DAY),
    "too_large": (_DAY, 3 * _DAY, 7 * _DAY, 14 * _DAY),
    "final": (_DAY, 7 * _DAY, 14 * _DAY),
}
REVISIT_AGES = (_HOUR, 6 * _HOUR, _DAY, 7 * _DAY)
LISTING_RECHECK = (10 * _MINUTE, 12 * _HOUR)
# Throttling: the pause of a host that states no time, and the longest pause. A host that has refused five
# requests in a row rests for REFUSAL_PAUSE. CRAWL_DELAY_MAX bounds the Crawl-delay of a robots.txt.
THROTTLE_PAUSE = 60.0
THROTTLE_PAUSE_MAX = 6 * _HOUR
REFUSAL_PAUSE = 6 * _HOUR
CRAWL_DELAY_MAX = 60.0

# What happens to a page.
ITEM_PIPELINES = {
    "pipelines.cleaning.CleaningPipeline": 100,
    "pipelines.judging.JudgingPipeline": 200,
    "pipelines.comparing.ComparingPipeline": 250,
    "pipelines.storing.StoringPipeline": 300,
}
ITEM_PROCESSOR = "pipelines.processing.StoryPipelines"
EXTENSIONS = {
    "newsspider.runs.recorder.RunRecorder": 0,
    "newsspider.alerting.crawls.CrawlAlerts": 0,
    # Replaces Scrapy's, which counts every stored list as a dropped item.
    "pipelines.processing.StoryStats": 0,
    "scrapy.extensions.corestats.CoreStats": None,
    "newsspider.downloader.crawldelay.CrawlDelayExtension": 10,
    "newsspider.downloader.browserhandler.PlaywrightHandlerOverride": 20,
}
# Scrapy imports its own components even where they are switched off. These listen or keep cookies, which no
# crawl does here, and bring aiohttp and requests: a third of a second of every crawl's start.
_UNWANTED = (
    "scrapy.extensions.telnet.",
    "scrapy.extensions.remote_control.",
    "scrapy.downloadermiddlewares.cookies.",
)


def _wanted(components: dict[str, int]) -> dict[str, int]:
    return {path: order for path, order in components.items() if not path.startswith(_UNWANTED)}


EXTENSIONS_BASE = _wanted(_scrapy.EXTENSIONS_BASE)
DOWNLOADER_MIDDLEWARES_BASE = _wanted(_scrapy.DOWNLOADER_MIDDLEWARES_BASE)

# Politeness: two seconds and one connection a host; robots.txt is obeyed, its crawl-delay honoured.
ROBOTSTXT_OBEY = True
DOWNLOAD_DELAY = 2.0
CONCURRENT_REQUESTS_PER_DOMAIN = 1
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 2.0
AUTOTHROTTLE_MAX_DELAY = 60.0
# The revisit policy has waits for every kind of failure; an immediate retry does not help a host in trouble.
RETRY_ENABLED = False
CONCURRENT_REQUESTS = 64
REDIRECT_MAX_TIMES = 5

# The browser, for stories whose recommendations only JavaScript shows.
RENDER = "auto"
RENDER_BUDGET = 50
RENDER_CONCURRENCY = 2
RENDER_SECONDS = 20.0
PLAYWRIGHT_CDP_URL = os.environ.get("PLAYWRIGHT_CDP_URL", "")
PLAYWRIGHT_BROWSER_PROVIDER = "newsspider.browser.provider.BrowserProvider"

# Safety: nothing listens, certificates are checked, pages are bounded, only http(s) is allowed.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
DOWNLOAD_VERIFY_CERTIFICATES = True
TWISTED_DNS_RESOLVER = "newsspider.downloader.resolver.PublicResolver"
PRIVATE_ADDRESSES = False
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 8 * 1024 * 1024
DOWNLOAD_WARNSIZE = 2 * 1024 * 1024
LIST_MAXSIZE = 50 * 1024 * 1024
URLLENGTH_LIMIT = 2000
LINKS_LIMIT = 1000
LIST_LINKS_LIMIT = 50_000
STORY_PAGES_LIMIT = 30
HOST_PAGES_LIMIT = 20_000
READ_SECONDS = 5
PAGE_HANDLER = "newsspider.downloader.browserhandler.BrowserDownloadHandler"
DOWNLOAD_HANDLERS: dict[str, str | None] = {
    **dict.fromkeys(("http", "https"), PAGE_HANDLER),
    **dict.fromkeys(("file", "data", "ftp", "s3")),
}
DOWNLOADER_MIDDLEWARES = {
    # First: a foreign host does not even get a request for its robots.txt.
    "newsspider.downloader.offsite.OffsiteMiddleware": 50,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "newsspider.downloader.robotstxt.RobotsTxtMiddleware": 100,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "newsspider.downloader.throttling.ThrottleMiddleware": 110,
    # Before Scrapy's own (500), which states USER_AGENT.
    "newsspider.downloader.useragents.OutletUserAgentMiddleware": 490,
    # Nearer to the download than the one that follows redirects (600).
    "newsspider.downloader.redirects.KnownRedirectMiddleware": 610,
    "newsspider.downloader.redirects.RefererlessRedirectMiddleware": 600,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    # Nearer to the download than Scrapy's own decompression (590).
    "newsspider.downloader.compression.DecompressionMiddleware": 595,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
}

# The frontier has every page once, and the spider reports every status: Scrapy's own filters would only make
# pages vanish.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
HTTPERROR_ALLOW_ALL = True
# Scrapy's spider middlewares handle requests that callbacks yield; ours yield items only.
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}

# Speed (CPU-seconds per 1000 pages of 120 KB, see bench/): uvloop 1.8 -> 1.7, CONCURRENT_ITEMS 100 -> 2
# saves 0.4, unused middlewares 0.2, a faster gunzip 0.2. SCRAPER_SLOT bounds what waits for its batch.
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
ASYNCIO_EVENT_LOOP = "uvloop.Loop"
CONCURRENT_ITEMS = 2
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 16 * 1024 * 1024
COOKIES_ENABLED = False
METAREFRESH_ENABLED = False

LOG_LEVEL = "INFO"
LOG_FORMATTER = "newsspider.console.logformat.ShortLogFormatter"
FEED_EXPORT_ENCODING = "utf-8"
FEED_EXPORTERS = {
    "csv": "newsspider.feeds.exporters.SafeCsvItemExporter",
    "xml": "newsspider.feeds.exporters.JsonCellXmlItemExporter",
}
