"""Invented stories: text, links, images, edits and spellings of addresses, all derived from a seed."""
