"""What openapi.yaml says of the whole: its tags, its examples, its problems."""
