"""The alignment as a picture: what is drawn, and how it becomes SVG or PNG."""
