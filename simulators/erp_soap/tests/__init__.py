"""Tests of the ERP simulator."""
