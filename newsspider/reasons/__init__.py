"""Vocabulary of a run's end: verdict, finish reason, and reasons by code in two languages."""
