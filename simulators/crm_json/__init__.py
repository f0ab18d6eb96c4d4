"""A simulator of "Harbor CRM", an invented JSON API of an ordinary kind."""
