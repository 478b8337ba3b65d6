"""What is wrong with a segment: flags with their spans and reasons."""
