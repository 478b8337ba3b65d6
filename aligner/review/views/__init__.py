"""What the page is shown: columns of all segments, rows in full, totals."""
