"""Tests of `signaling.csv_import`."""
