"""Count a file by pabutools and print what it took, as JSON. benchmarks/counting.py runs this."""

import json
import resource
import sys
from time import process_time

from pabutools.election import Cost_Sat, parse_pabulib
from pabutools.rules import method_of_equal_shares

begun = process_time()
instance, profile = parse_pabulib(sys.argv[1])
read = process_time()
outcome = method_of_equal_shares(instance, profile, sat_class=Cost_Sat)
done = process_time()
print(
    json.dumps(
        {
            "read": read - begun,
            "rule": done - read,
            "winners": [project.name for project in outcome],
            "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    )
)
