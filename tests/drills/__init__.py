"""What the drills are made of: places to break, processes to kill, voters who do not give up, and a sober look after."""
