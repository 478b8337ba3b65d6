"""A corpus as one HTML file to read and to send on."""
