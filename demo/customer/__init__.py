"""A customer on the telephone: voice, ears and a wish, and nothing of the server behind."""
