"""What the page is shown: columns of all segments and rows in full."""
