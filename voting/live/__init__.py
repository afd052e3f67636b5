"""Running tallies for everybody who watches: one hub per process, one member of the channel layer.

The sealer announces a change once (news.py); a hub (hubs.py) makes each frame once; a viewer (boards.py) is handed a
text that is ready. A viewer who falls behind is given the newest snapshot, so nothing queues up for the slow. The
channel layer brings hints only: each hub reads the standing again every ten seconds, and in the embedded default looks
for changes every second.
"""
