"""The post: messages that wait to be sent, how each is sent, and those that did not leave."""
