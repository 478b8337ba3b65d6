"""Catalogues of messages, which are aligned already: by key, not by the order of their sentences."""
