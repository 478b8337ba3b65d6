"""From bytes to sentences: decoding, paragraphs, language, and where in the text each sentence stands."""
