"""Words by which boilerplate is known: phrases, marks, calls, and the rules of removed lines."""
