"""Tests of `signaling.commands`: each command as an operator runs it."""
