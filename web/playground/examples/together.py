# Two questions to the page, asked at the same time: each takes half a second, both together too.

import asyncio
import time

from host import weeks_to_bloom

begin = time.time()
tulip, rose = await asyncio.gather(weeks_to_bloom("tulip"), weeks_to_bloom("rose"))
seconds = time.time() - begin

print(f"A tulip takes {tulip} weeks, a rose {rose}.")
print(f"Both answers were there after {seconds:.1f} seconds.")
