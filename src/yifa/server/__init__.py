"""Where everything meets: settings, urls, command line, workers."""
