from amends.web.forms.notices import WishesForm


def form(data=None, **wishes):
    return WishesForm(data, role="agent", wishes=wishes, kinds=("nears", "handed"))


def test_what_was_chosen_stands_there_else_the_usual():
    made = form(handed="at_once")

    assert (made["nears"].initial, made["handed"].initial) == ("at_once", "at_once")


def test_only_what_differs_is_chosen():
    made = form({"nears": "desk", "handed": "desk"})

    assert made.is_valid()
    assert made.chosen() == {"nears": "desk"}
