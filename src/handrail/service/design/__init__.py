"""The design system: style, components, the shape of forms, and a page that shows them all. It knows no child."""
