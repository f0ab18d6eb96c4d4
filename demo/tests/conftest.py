"""The caller's folder on the path."""
import os
import sys

DEMO = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
sys.path[:0] = [DEMO, os.path.dirname(os.path.abspath(__file__))]
