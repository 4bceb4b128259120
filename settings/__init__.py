"""How is newsspider wired for each place it runs in?"""
