"""One item of the content: found, kept, moved, withdrawn, or written anew."""
