"""Set up, run, check and test the whole product: what the Makefile calls. Standard library only."""
