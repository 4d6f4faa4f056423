"""Documents: one template, two renderings, and the case file they make.

Nothing is imported here: what draws a PDF takes most of a second to load, and a process that draws none (the
figures' worker, most commands) must not wait for it. Import from the modules.
"""
