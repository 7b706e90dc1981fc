"""The API: what programs may ask of the service, by tokens, under the same permissions and with the same trail as people."""
