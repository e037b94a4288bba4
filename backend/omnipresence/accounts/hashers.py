"""A password hasher for tests."""

from django.contrib.auth.hashers import BCryptSHA256PasswordHasher


class CheapBCrypt(BCryptSHA256PasswordHasher):
    """bcrypt with the fewest rounds that it allows; its hashes verify like any other."""

    rounds = 4
