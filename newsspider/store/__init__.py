"""The database. The only package that speaks SQL."""
