"""The project: settings from the environment, addresses, logs, health."""
