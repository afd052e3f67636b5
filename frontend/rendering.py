"""Forms in our own templates: label, hint, error in words, field; a summary of errors linked to the fields."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    form_template_name = "components/form/form.html"
    field_template_name = "components/form/field.html"
