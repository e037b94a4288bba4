"""What was recorded, summed up: on screen, as CSV, as PDF (R6). Reads only."""
