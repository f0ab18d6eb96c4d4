// Removed when tests move in.
