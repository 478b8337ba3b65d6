"""Which document translates which: profiles of documents, likely partners, and one partner each."""
