"""Staff sign-in: passwords, server-side sessions, one-time links, limits on attempts."""
