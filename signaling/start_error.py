"""Why a command cannot begin its work."""


class StartError(Exception):
    """Something is in the way; the message is one clear line."""
