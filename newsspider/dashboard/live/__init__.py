"""Live pages: runs under way, which refresh themselves by server-sent events."""
