"""The scorecard: the measures by month, team and officer, counted on the service's own database."""
