"""Tests of the AfterShip simulator."""
