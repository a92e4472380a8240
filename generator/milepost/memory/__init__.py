"""What is kept between two runs only to be quick: nothing in it is needed, and nothing in doubt is trusted."""
