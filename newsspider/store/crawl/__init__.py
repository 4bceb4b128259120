"""What a crawl writes: pages, articles, rejections, leases and counters."""
