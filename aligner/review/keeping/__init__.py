"""Where a review is kept: its file of decisions, how it is opened, saved and carried over."""
