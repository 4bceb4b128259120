"""Benchmark of quality: what readers get right of labelled pages, ours beside general extractors."""
