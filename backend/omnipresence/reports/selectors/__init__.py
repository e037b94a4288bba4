"""One report a file: each reads with a fixed number of statements and lets the database count."""
