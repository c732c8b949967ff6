"""The desk: a pure, deterministic state machine with authority over queue, counselors and sessions."""
