"""Live media: one UDP port, keys, forwarding, loss recovery. Driven by commands, answers with events.

Begin at `relay.service.Relay`. It is not imported here: those who need only the commands and events
should not load the media libraries.
"""
