"""Modules that `scrapy` commands import, for the fork server. No settings, for they read the environment."""

import gc
from importlib import import_module

import trafilatura  # noqa: F401
import uvloop  # noqa: F401
from scrapy.settings import default_settings
from scrapy.utils.misc import walk_modules_iter

PACKAGES = (
    "scrapy.commands",
    "newsspider.commands",
    "newsspider.downloader",
    "newsspider.spiders",
    "pipelines",
)
COMPONENTS = (
    *default_settings.EXTENSIONS_BASE,
    *default_settings.DOWNLOADER_MIDDLEWARES_BASE,
    *default_settings.SPIDER_MIDDLEWARES_BASE,
    default_settings.DUPEFILTER_CLASS,
    default_settings.LOG_FORMATTER,
    default_settings.SCHEDULER_PRIORITY_QUEUE,
)
UNWANTED = (
    "scrapy.extensions.telnet.",
    "scrapy.extensions.remote_control.",
    "scrapy.downloadermiddlewares.cookies.",
)
"""The settings keep them out of a crawl."""

for package in PACKAGES:
    list(walk_modules_iter(package))
for component in COMPONENTS:
    if not component.startswith(UNWANTED):
        import_module(component.rpartition(".")[0])
gc.freeze()  # a collection in a child would copy all of it
