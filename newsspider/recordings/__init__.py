"""Recordings: real pages with invented text, for the tests of layouts."""
