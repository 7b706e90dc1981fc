"""What is done with the trail from the command line."""
