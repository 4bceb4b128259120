"""What people read: runs, days, stories, search, drift and suspects."""
