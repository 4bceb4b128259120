"""Terminal output of the commands: tables, colours, JSON."""
