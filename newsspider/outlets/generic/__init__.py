"""Generic reading: a story on a page without a layout."""
