"""Organizations, their users and devices, sign-in and roles."""
