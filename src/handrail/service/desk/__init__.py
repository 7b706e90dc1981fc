"""The desk: what a person sees first, a child's page, and the lists between. It puts together what other apps hold."""
