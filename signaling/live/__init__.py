"""The running service: the desk driven by commands, its events stored, then told, then shown as media."""
