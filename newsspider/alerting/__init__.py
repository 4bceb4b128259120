"""Alerts and recoveries for operators: a run failed, was degraded, was lost or did not come, or that is over.

`notify` brings the table `alert`, and the receivers of ALERT_URLS, in line with the runs. Call it whenever
something may have changed; called twice it does nothing the second time.
"""
