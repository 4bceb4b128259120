"""Modules that every `scrapy` command imports, for the fork server. No settings, for they read the environment."""

import gc

import uvloop  # noqa: F401
from scrapy.utils.misc import walk_modules_iter

for package in (
    "scrapy.commands",
    "newsspider.commands",
    "newsspider.downloader",
    "newsspider.spiders",
    "pipelines",
):
    list(walk_modules_iter(package))
gc.freeze()  # a collection in a child would copy all of it
