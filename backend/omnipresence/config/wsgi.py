"""The WSGI entry."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "omnipresence.config.settings")
application = get_wsgi_application()

# What is loaded now stays for the life of the process: the collector need not go through it again and again, which a
# batch of 500 marks would have it do a dozen times. Routes, which load everything else, are loaded here for that.
import_module("omnipresence.config.urls")
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
