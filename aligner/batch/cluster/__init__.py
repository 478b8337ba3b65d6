"""The work of a batch on a cluster: shards of pairs, each done by one worker and written as one file."""
