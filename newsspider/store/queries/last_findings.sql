-- The findings of the last run that looked for drift, and when it did; one row without a finding if it found nothing.
select run.id as run, run.looked_at, finding.kind, finding.found
from run
left join finding on finding.run = run.id
where run.id = (select max(id) from run where looked_at is not null)
order by finding.kind, finding.place
