-- Comments on the tables: workers and hosts.

comment on table worker is 'Workers: the processes of a run. A worker without a heartbeat for the time of a lease is taken for dead.';
comment on column worker.id is 'Number of the worker.';
comment on column worker.run is 'Run that it works on.';
comment on column worker.machine is 'Machine that it runs on.';
comment on column worker.process is 'Process on that machine.';
comment on column worker.started_at is 'When it began.';
comment on column worker.seen_at is 'Last heartbeat.';
comment on column worker.ended_at is 'When it ended; null while it works.';
comment on column worker.finish_reason is 'Why it ended: finished, died, or what cut it short.';
comment on column worker.counters is 'Counters as of the last heartbeat, as a JSON object.';
comment on column worker.reasons is 'Reasons that this worker reports, as in run.reasons.';
comment on column worker.flaws is 'Reasons that degrade the run, such as a missing browser, as in run.reasons.';
comment on column worker.fire is 'Fire that started it; null if a person did.';
comment on column worker.leased_until is 'End of its lease of the hosts that it has. Each heartbeat extends it.';
comment on column worker.hosts is 'Number of these hosts, as of its last heartbeat, claim or release.';

comment on table host is 'Hosts, with the lease of each: one worker at a time fetches pages of a host.';
comment on column host.outlet is 'Outlet of the host.';
comment on column host.name is 'Host name.';
comment on column host.worker is 'Worker that leases the host, until its lease expires; null: the host is free.';
comment on column host.not_before is 'No page of the host is fetched before: it throttled or refused us, or its pace asks for the pause.';
comment on column host.refused_at is 'Since when the host refuses us (401, 403, 451 or a wall); null if it lets us in.';

comment on table host_visits is 'Pages of each host that a run has visited; beyond HOST_PAGES_LIMIT the rest waits for the next run.';
comment on column host_visits.run is 'Run that visited.';
comment on column host_visits.outlet is 'Outlet of the host.';
comment on column host_visits.host is 'Host name.';
comment on column host_visits.pages is 'Number of pages.';

comment on table host_outcome is 'Outcomes of each host in a run, written by the batch that stores them. A host is judged by these.';
comment on column host_outcome.run is 'Run that visited.';
comment on column host_outcome.outlet is 'Outlet of the host.';
comment on column host_outcome.host is 'Host name.';
comment on column host_outcome.what is 'What was read (story, list, empty, other), or KIND/FAILURE/REASON of what was not.';
comment on column host_outcome.pages is 'Number of pages.';

comment on table fetch_count is 'Responses of each host in a run by status and latency; a worker adds to its own rows with each heartbeat.';
comment on column fetch_count.run is 'Run that fetched.';
comment on column fetch_count.worker is 'Worker that fetched.';
comment on column fetch_count.outlet is 'Outlet of the host.';
comment on column fetch_count.host is 'Host name.';
comment on column fetch_count.status is 'HTTP status; 0: no answer.';
comment on column fetch_count.bucket is 'Histogram bucket (bucket_of) of the milliseconds from the request to the first byte; -1: not measured.';
comment on column fetch_count.fetches is 'Number of requests.';
comment on column fetch_count.bytes is 'Bytes of the bodies as they came (compressed).';
comment on column fetch_count.month is 'Month of the run.';
