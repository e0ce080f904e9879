"""What can be wrong with an object that is asked for by its id."""

from journeys.gone import Gone


class ObjectUnknown(Exception):
    """No object of this kind has ever had this id."""

    detail = "Nothing of this kind has this id; expected an id as the lists of this door give it."


class ObjectGone(Gone):
    """No published service holds the object any more; `successor` is a service, if there is one."""

    joined = "Its service was joined to another, which `successor` names."
    withdrawn = "No published service holds it any more."
