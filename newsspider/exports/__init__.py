"""Exports of stored stories: files for analysts, out of PostgreSQL."""
