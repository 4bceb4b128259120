"""Scheduler: crawls that start by themselves, at the times that deploy/schedule.toml names.

config       the file, checked in full
cron         the moments at which a cron line falls due
clock        APScheduler, and what to do when the machine slept or its clock was set
slots        a slot becomes a fire: a crawl, or a reason why there is none
process      the crawl's process: started, watched, stopped, killed
supervisor   a fire from its start to its end, with its attempts
orphans      fires whose crawl nobody supervises any more
notifier     alerts of what ended badly or is late, in a thread of its own
scheduler    all of it, for as long as this scheduler leads
once         one slot, for systemd timers and Kubernetes CronJobs
"""
