"""What does a stored page cost?"""
