"""Archive: responses as they came, in WARC files, and the way back to them."""
