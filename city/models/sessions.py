"""Where people are signed in."""

from django.contrib.sessions.models import Session
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from city.models.people import User


class SignIn(models.Model):
    """A device on which somebody is signed in. It goes with its session; no address is kept."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, primary_key=True, related_name="sign_in")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    browser = models.CharField(max_length=20, blank=True)
    system = models.CharField(max_length=20, blank=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["-seen_at", "-began_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seen_at__gte=models.F("began_at")),
                name="signin_seen_after_it_began",
                violation_error_message=_("Nobody is seen before they sign in."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.browser} on {self.system}"

    @property
    def mark(self) -> str:
        """What names it on a page: who has the key of a session is signed in, so the key stands on none."""
        return salted_hmac("sign-in", self.session_id).hexdigest()[:16]
