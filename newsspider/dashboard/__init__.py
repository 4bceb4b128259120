"""Dashboard: web pages about runs, hosts, stories, rejections and suspects, in two languages."""
