"""What a reviser decided, and the segments that follow from it: events, their effect, undo."""
