-- Marks recoveries as notified where there is no receiver. Open alerts wait for the first receiver.
update alert set recovery_notified_at = now() where cleared_at is not null and recovery_notified_at is null
