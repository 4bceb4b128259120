"""What do we crawl, how do we read it, and where does it go?"""

__version__ = "0.1.0"
