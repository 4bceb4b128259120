"""How does a crawl come about by itself, at the times that a file names?

declaration  what is to be crawled when: the file deploy/schedule.toml, checked in full
cron         at which moments a cron line falls due
clock        APScheduler tells when to look; a machine that slept, a clock that was set
firing       a slot that has come becomes a crawl, and the crawl's end a verdict
crawling     the crawl's process: started, watched, told to stop, killed
stock        fires whose crawl nobody watches: what became of them
telling      alerts of what ended badly or does not come, without holding up the clock
keeper       all of it, for as long as this scheduler leads
once         one slot, for systemd timers and Kubernetes CronJobs
"""
