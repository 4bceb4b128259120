-- Declares a webhook as its file has it. Nobody waits for a process that sends to it: that one has declared it.
update webhook set filters = %(filters)s, declared_at = now()
where name = (select name from webhook where name = %(webhook)s for update skip locked)
