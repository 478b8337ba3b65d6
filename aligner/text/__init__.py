"""From the bytes of a file to sentences with their places: decoding, reflowing, splitting; and which language it is."""
