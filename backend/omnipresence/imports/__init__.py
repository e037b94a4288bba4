"""Lists of people from files: read, shown row by row, and then written or not."""
