"""Why something that was asked for was not done."""


class NotDone(ValueError):
    """Why something was not done and what to do, in words for whoever asked; `field` is what they gave that is at fault."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(what)
        self.field = field
