"""What an operator runs beside the server, one command a file: `run(settings, …)` returns the exit code."""
