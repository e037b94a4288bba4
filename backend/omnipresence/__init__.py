"""Omnipresence: who was present, where and when."""
