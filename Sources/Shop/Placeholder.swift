// Removed when the room is furnished.
