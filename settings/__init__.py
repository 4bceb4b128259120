"""Settings of newsspider, one module for each place it runs in."""
