"""A simulator of the AfterShip Tracking API."""
