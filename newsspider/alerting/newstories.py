"""Delivery of new stories to webhooks: queued in the database, sent one by one, retried, at last given up.

A crawl only stores its stories. They are looked for and sent afterwards, by whoever sends the alerts.
"""

from __future__ import annotations

import logging
import time
from dataclasses import asdict
from datetime import UTC, timedelta
from typing import Any

import orjson
from scrapy.settings import BaseSettings

from newsspider.alerting.posting import POST_SECONDS, post
from newsspider.alerting.timeouts import call_with_timeout
from newsspider.alerting.webhooks import BadWebhook, Webhook, webhooks_of
from newsspider.durations import spoken
from newsspider.reasons.reason import Reason, ReasonCode
from newsspider.store.errors import StoreError
from newsspider.store.reports.search import NoWords
from newsspider.store.webhooks import NewStory, WebhookRow, WebhookStore, open_webhook_store
from newsspider.text import printable

logger = logging.getLogger(__name__)

SPIDER = "webhooks"
"""What an alert about a webhook has in place of a spider."""
SECONDS = 20.0
"""For all webhooks together; what is left is sent the next time."""
GIVE_UP_AFTER = timedelta(days=1)


def post_stories(conninfo: str, settings: BaseSettings, seconds: float = SECONDS) -> bool:
    """Send each webhook the new stories that it asks for, for so many seconds; whether none was refused.

    Never raises, and never takes much longer. Of several processes that call this at once, one sends a
    webhook each story. A story comes twice only if we die between the answer and our writing it down.
    """
    try:
        webhooks = webhooks_of(settings)
        if not webhooks:
            return True
        longest = seconds + POST_SECONDS + 10
        return call_with_timeout(longest, lambda: _deliver(conninfo, webhooks, seconds))
    except (BadWebhook, StoreError) as error:
        logger.error("new stories were not sent: %s", error)
    except Exception as error:  # noqa: BLE001 - how a crawl went is not changed by who hears of it
        logger.error("new stories were not sent: %s: %s", type(error).__name__, printable(str(error)))
    return False


def webhook_reason(row: WebhookRow) -> Reason | None:
    """What is wrong with a webhook: stories were given up, and none was taken since."""
    if not row.has_given_up:
        return None
    return Reason.of(
        ReasonCode.WEBHOOK_GAVE_UP,
        row.name,
        stories=row.given_up,
        after=spoken(GIVE_UP_AFTER),
        error=row.error or "no answer",
    )


def _deliver(conninfo: str, webhooks: list[Webhook], seconds: float) -> bool:
    """Deliver to the webhooks in turn. Each has an equal share of the time that is left, so that none waits
    for ever for one that is slow."""
    end, taken = time.monotonic() + seconds, []
    with open_webhook_store(conninfo) as store:
        for webhooks_left, webhook in zip(range(len(webhooks), 0, -1), webhooks, strict=True):
            share = (end - time.monotonic()) / webhooks_left
            taken.append(_deliver_to(store, webhook, time.monotonic() + share))
        store.forget()
    return all(taken)


def _deliver_to(store: WebhookStore, webhook: Webhook, deadline: float) -> bool:
    """Send one webhook what waits for it, until a story is refused or the time is over. Returns whether none
    was refused or given up."""
    store.declare(webhook.name, webhook.filters)
    try:
        store.queue(webhook.name, webhook.filters)
    except NoWords as no_words:
        logger.error("webhook %s: %s: correct its search", webhook.name, no_words)
        return False
    error = ""
    while not error and time.monotonic() < deadline:
        with store.next_story(webhook.name) as story:
            if story is None:
                break
            error = post(webhook, f"story-{story.number}", body_of(story))
            if error:
                store.mark_undelivered(webhook.name, story.number, error)
                logger.error("webhook %s: story %d was not taken: %s", webhook.name, story.number, error)
            else:
                store.mark_delivered(webhook.name, story.number)
    if given_up := store.give_up(webhook.name, GIVE_UP_AFTER):
        after = spoken(GIVE_UP_AFTER)
        logger.error("webhook %s: gave up %d stories after %s", webhook.name, given_up, after)
    return not error and not given_up


def body_of(story: NewStory) -> bytes:
    """The JSON of a new story; `id` is the same for each delivery."""
    message: dict[str, Any] = {
        "type": "story.new",
        "timestamp": story.stored_at.astimezone(UTC),
        "data": {"id": f"story-{story.number}", **asdict(story)},
    }
    return orjson.dumps(message, option=orjson.OPT_UTC_Z)
