import re

from django import forms


class Idea(forms.Form):
    title = forms.CharField(help_text="Say what and where.")
    story = forms.CharField(widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(choices=[("a", "A path"), ("b", "A bench")], widget=forms.RadioSelect)
    is_mine = forms.BooleanField(label="It is my own idea")
    secret = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        raise forms.ValidationError("The deadline is over.")


def test_every_error_is_in_the_summary_and_links_to_its_field():
    html = str(Idea({"secret": "x"}))
    links = re.findall(r'<a href="#([\w-]+)">', html)
    assert links == ["id_title", "id_kind", "id_is_mine"]
    assert all(f'id="{target}"' in html for target in links)
    assert "The deadline is over." in html


def test_a_field_names_its_hint_and_its_error():
    html = str(Idea({"secret": "x"}))
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert html.index('id="id_title_helptext"') < html.index('id="id_title_error"') < html.index('name="title"')


def test_what_was_typed_is_kept():
    assert 'value="A long bench"' in str(Idea({"title": "A long bench"}))


def test_a_form_that_was_not_sent_shows_no_error():
    html = str(Idea())
    assert "form-errors" not in html
    assert "(optional)" in html


class Code(forms.Form):
    code = forms.CharField()


def test_a_lone_field_says_once_what_is_wrong():
    html = str(Code({}))
    assert html.count("This field is required.") == 1
    assert "form-errors" not in html


def test_choices_are_a_group_with_a_legend():
    html = str(Idea())
    assert html.count("<fieldset") == 1
    assert "<legend>Kind</legend>" in html
    assert html.count('type="radio"') == 2
