"""Live media: one UDP port, keys, forwarding, loss recovery. Driven by commands, answers with events."""
