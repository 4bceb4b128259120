"""Which crawls are there?"""
