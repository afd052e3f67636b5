import pytest
from django.template import engines

from frontend.steps import vote_steps


def render(text, **context):
    return engines["django"].from_string(text).render(context)


@pytest.mark.parametrize(
    "text",
    [
        "{% pagehead words %}{{ words }}{% endpagehead %}",
        "{% capture as kicker %}{{ words }}{% endcapture %}{% pagehead 'A' kicker=kicker %}{% endpagehead %}",
        '{% banner words "wait" %}{{ words }}{% endbanner %}',
        "{% emptystate words %}{{ words }}{% endemptystate %}",
        "{% tile words %}{{ words }}{% endtile %}",
    ],
)
def test_what_people_wrote_stays_words_in_every_part(text):
    html = render(text, words="<b>bold</b>")
    assert "<b>bold" not in html
    assert "&lt;b&gt;bold" in html
    assert "&amp;lt;" not in html


def test_a_head_leaves_out_what_it_was_not_given():
    html = render("{% pagehead 'Rounds' %} {% endpagehead %}")
    assert "<h1>Rounds</h1>" in html
    assert not {"crumbs", "kick", "deck", "row", "steps"} & set(html.replace('"', " ").split())


def test_a_head_shows_where_the_round_stands():
    html = render("{% pagehead 'Vote' steps=way %}{% endpagehead %}", way=vote_steps(2))
    assert html.count('aria-current="step"') == 1
    assert "Choose, step 2 of 4" in html


@pytest.mark.parametrize(("state", "icon"), [("wait", "clock"), ("over", "stop"), ("good", "check")])
def test_a_banner_has_the_icon_of_its_state(state, icon):
    assert f'href="#i-{icon}"' in render(f'{{% banner "Well" "{state}" %}}{{% endbanner %}}')
    assert 'href="#i-shut"' in render(f'{{% banner "Well" "{state}" icon="shut" %}}{{% endbanner %}}')


def test_a_plain_banner_has_no_icon():
    assert "<svg" not in render('{% banner "Well" %}{% endbanner %}')
