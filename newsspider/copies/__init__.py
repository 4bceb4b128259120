"""Copies of one story: sketches of texts, comparison of two texts, credits of other publishers."""
