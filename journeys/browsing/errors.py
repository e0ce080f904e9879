"""What can be wrong with an object that is asked for by its id."""


class ObjectUnknown(Exception):
    """No object of this kind has ever had this id."""

    detail = "Nothing of this kind has this id; expected an id as the lists of this door give it."


class ObjectGone(Exception):
    """No published service holds the object any more; `successor` is a service, if there is one."""

    def __init__(self, successor: str | None) -> None:
        super().__init__(successor)
        self.successor = successor

    @property
    def detail(self) -> str:
        if self.successor:
            return "Its service was joined to another, which `successor` names."
        return "No published service holds it any more."
