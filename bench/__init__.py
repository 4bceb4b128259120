"""Benchmarks: CPU, memory and time of crawls and of queries over large databases."""
