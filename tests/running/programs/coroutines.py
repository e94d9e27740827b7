import asyncio
from busy import busy


async def step(times):
    for _ in range(times):
        await asyncio.sleep(0)
        busy(100)
    return times


async def main():
    return await asyncio.gather(*[step(5) for _ in range(4)])


print(asyncio.get_event_loop_policy().new_event_loop().run_until_complete(main()))
