"""Settings for the live site."""

from settings.base import *  # noqa: F403
