"""Settings, routes and the WSGI entry. No logic of the product."""
