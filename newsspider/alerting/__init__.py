"""Who is told that a run failed, was degraded, was lost or did not come, and that this is over?

`tell` is all: it looks at the database and brings the table `alert`, and the receivers of ALERT_URLS, in line
with it. Call it whenever something may have changed; called twice it does nothing the second time.
"""

from newsspider.alerting.evaluate import patience
from newsspider.alerting.notify import tell
from newsspider.alerting.outage import tell_away
from newsspider.alerting.receivers import complaints

__all__ = ["complaints", "patience", "tell", "tell_away"]
