"""Tests of the pure desk."""
