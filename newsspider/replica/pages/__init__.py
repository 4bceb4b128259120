"""Pages of the newsroom: stories in every template, lists, sitemaps and robots.txt."""
