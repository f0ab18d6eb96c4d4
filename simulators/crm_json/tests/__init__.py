"""Tests of the Harbor CRM simulator."""
