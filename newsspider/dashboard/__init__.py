"""What does a person see of the crawl in a browser?"""
