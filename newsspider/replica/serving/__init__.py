"""HTTP server of the replica: connections, cached answers, access log."""
