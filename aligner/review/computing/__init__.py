"""What is computed anew for a corrected segment: flags, similarity, confidence, alignment."""
