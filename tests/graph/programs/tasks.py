"""Many tasks of asyncio: producers, workers, a server that echoes, and timeouts."""

import asyncio
import concurrent.futures


async def produce(queue, count):
    for number in range(count):
        await queue.put(number)
        if number % 7 == 0:
            await asyncio.sleep(0)


async def work(queue, lock, done):
    while True:
        number = await queue.get()
        async with lock:
            done.append(await step(number))
        queue.task_done()


async def step(number):
    future = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(future.set_result, number)
    return await asyncio.wait_for(future, 5)


async def pipeline():
    queue, lock, done = asyncio.Queue(20), asyncio.Lock(), []
    workers = [asyncio.ensure_future(work(queue, lock, done)) for _ in range(20)]
    await asyncio.gather(*(produce(queue, 60) for _ in range(20)))
    await queue.join()
    for worker in workers:
        worker.cancel()
    await asyncio.gather(*workers, return_exceptions=True)


async def echo(reader, writer):
    while True:
        line = await reader.readline()
        if not line:
            break
        writer.write(line.upper())
        await writer.drain()
    writer.close()


async def talk(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for number in range(25):
        writer.write(b"line %d\n" % number)
        await writer.drain()
        await reader.readline()
    writer.close()


async def server():
    listening = await asyncio.start_server(echo, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    await asyncio.gather(*(talk(port) for _ in range(30)))
    listening.close()


async def threads():
    loop = asyncio.get_running_loop()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        calls = [loop.run_in_executor(pool, sum, range(50)) for _ in range(150)]
        await asyncio.gather(*calls)


async def main():
    await pipeline()
    await server()
    await threads()


asyncio.run(main())
