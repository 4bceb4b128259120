-- The run of a fire's crawl: its verdict and reasons.
select run.id, run.verdict, reason_texts(run.reasons)
from worker
inner join fire on fire.id = worker.fire and worker.started_at >= fire.started_at
inner join run on run.id = worker.run
where fire.id = %(fire)s
order by worker.id desc
limit 1
