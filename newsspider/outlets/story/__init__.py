"""A story on its page: sources of fields, people, pictures, shape and position of lines, further pages."""
