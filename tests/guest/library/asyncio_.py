"""asyncio, as it is taught: what is done in which order, and what is raised."""

import asyncio
import collections.abc
import contextlib
import inspect
import types


def title(text):
    print("----", text)


async def work(name, seconds, result=None, error=None):
    print(name, "begins")
    try:
        await asyncio.sleep(seconds)
        if error is not None:
            raise error
    except asyncio.CancelledError:
        print(name, "is cancelled")
        raise
    finally:
        print(name, "ends")
    return result


# ---- gather, and the order of what sleeps


async def gathering():
    title("gather")
    print(await asyncio.gather(work("a", 0.12, 1), work("b", 0.04, 2), work("c", 0.08, 3)))
    print(await asyncio.gather())
    print(await asyncio.gather(work("d", 0.04), work("e", 0, error=ValueError("e")), return_exceptions=True))
    try:
        await asyncio.gather(work("f", 0.08, 1), work("g", 0.04, error=KeyError("g")))
    except KeyError as error:
        print("raised", repr(error))
    await asyncio.sleep(0.08)
    both = asyncio.gather(work("h", 1), work("i", 1))
    await asyncio.sleep(0)
    both.cancel()
    try:
        await both
    except asyncio.CancelledError as error:
        print("cancelled", error.args)
    same = asyncio.create_task(work("j", 0, "j"))
    print(await asyncio.gather(same, same))


async def turns():
    title("turns")

    async def count(name, n):
        for i in range(n):
            print(name, i)
            await asyncio.sleep(0)

    await asyncio.gather(count("x", 3), count("y", 2), count("z", 4))
    loop = asyncio.get_running_loop()
    loop.call_soon(print, "soon", 1)
    loop.call_later(0.08, print, "later", 2)
    loop.call_later(0.04, print, "later", 1)
    loop.call_soon(print, "soon", 2).cancel()
    loop.call_later(0.04, print, "never").cancel()
    print("now")
    await asyncio.sleep(0.16)


# ---- tasks


async def tasks():
    title("tasks")
    task = asyncio.create_task(work("t", 0.04, "result"), name="mine")
    print(task.done(), task.cancelled(), task.get_name(), isinstance(task, asyncio.Task), isinstance(task, asyncio.Future))
    for ask in (task.result, task.exception):
        try:
            ask()
        except asyncio.InvalidStateError as error:
            print("InvalidStateError", error)
    task.add_done_callback(lambda done: print("callback", done.result(), done is task))
    print(await task, task.done(), task.result(), task.exception())
    print(await task, task.cancel(), task.cancelled())
    await asyncio.sleep(0)
    task.add_done_callback(lambda done: print("late callback"))
    await asyncio.sleep(0)
    failing = asyncio.create_task(work("u", 0, error=ZeroDivisionError("u")))
    await asyncio.wait([failing])
    print(repr(failing.exception()), failing.cancelled())
    try:
        await failing
    except ZeroDivisionError as error:
        print("raised", error)
    print(asyncio.current_task().get_name() == asyncio.current_task().get_name())
    other = asyncio.create_task(work("v", 1))
    print(other in asyncio.all_tasks(), asyncio.current_task() in asyncio.all_tasks(), len(asyncio.all_tasks()))
    other.set_name("renamed")
    print(other.get_name())
    await asyncio.sleep(0)
    print(other.cancel("why"), other.cancelling())
    try:
        await other
    except asyncio.CancelledError as error:
        print("cancelled", error.args, other.cancelled(), other.done())
    for call in (lambda: asyncio.create_task(3), lambda: asyncio.ensure_future(3)):
        try:
            call()
        except TypeError as error:
            print(error)


async def cancelling():
    title("cancel")
    early = asyncio.create_task(work("never", 0))
    early.cancel()
    try:
        await early
    except asyncio.CancelledError:
        print("before it began")

    async def stubborn():
        try:
            await asyncio.sleep(1)
        except asyncio.CancelledError:
            print("no")
        await asyncio.sleep(0)
        return "done"

    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    task.cancel()
    print(await task, task.cancelled())

    async def itself():
        asyncio.current_task().cancel()
        print("still here")
        await asyncio.sleep(0)
        print("never")

    try:
        await asyncio.create_task(itself())
    except asyncio.CancelledError:
        print("itself")

    async def outer():
        try:
            await work("inner", 1)
        finally:
            print("outer cleans up")
            await asyncio.sleep(0.04)
            print("outer has cleaned up")

    task = asyncio.create_task(outer())
    await asyncio.sleep(0)
    task.cancel()
    print(await asyncio.gather(task, return_exceptions=True))
    inner = asyncio.create_task(work("awaited", 1))

    async def waits():
        await inner

    task = asyncio.create_task(waits())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task, inner])
    print(task.cancelled(), inner.cancelled())
    print(issubclass(asyncio.CancelledError, Exception), asyncio.TimeoutError is TimeoutError)


async def shielding():
    title("shield")
    inner = asyncio.create_task(work("inner", 0.08, "kept"))
    task = asyncio.create_task(asyncio.wait_for(asyncio.shield(inner), 0.04))
    try:
        await task
    except TimeoutError:
        print("timeout", inner.done())
    print(await inner)
    print(await asyncio.shield(work("plain", 0, 5)))


# ---- groups and time


async def groups():
    title("TaskGroup")
    async with asyncio.TaskGroup() as group:
        one = group.create_task(work("one", 0.08, 1))
        two = group.create_task(work("two", 0.04, 2))
        print("in it")
    print(one.result(), two.result())
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work("good", 1))
            group.create_task(work("bad", 0.04, error=ValueError("bad")))
            group.create_task(work("worse", 0.04, error=TypeError("worse")))
    except ExceptionGroup as errors:
        print(errors.message, errors.exceptions)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work("left", 1))
            await asyncio.sleep(0)
            raise RuntimeError("body")
    except ExceptionGroup as error:
        print(error.message, error.exceptions)
    coro = work("none", 0)
    try:
        group.create_task(coro)
    except RuntimeError as error:
        print("is finished" in str(error) or "shutting down" in str(error))

    async def whole():
        async with asyncio.TaskGroup() as group:
            group.create_task(work("p", 1))
            group.create_task(work("q", 1))

    task = asyncio.create_task(whole())
    await asyncio.sleep(0.04)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("the group is cancelled")


async def timeouts():
    title("timeouts")
    try:
        async with asyncio.timeout(0.04) as limit:
            await work("slow", 1)
    except TimeoutError as error:
        print("TimeoutError", error.args, limit.expired())
    async with asyncio.timeout(1) as limit:
        await work("fast", 0)
    print(limit.expired())
    async with asyncio.timeout(None):
        await asyncio.sleep(0)
    try:
        async with asyncio.timeout_at(asyncio.get_running_loop().time() - 1):
            await asyncio.sleep(0.04)
            print("never")
    except TimeoutError:
        print("over already")
    async with asyncio.timeout(0.04) as limit:
        limit.reschedule(asyncio.get_running_loop().time() + 1)
        await asyncio.sleep(0.08)
    print(limit.expired())
    try:
        await asyncio.wait_for(work("too long", 1), 0.04)
    except asyncio.TimeoutError as error:
        print("wait_for", repr(error))
    print(await asyncio.wait_for(work("in time", 0.04, "it"), timeout=1), await asyncio.wait_for(work("any", 0, 1), None))
    try:
        await asyncio.wait_for(work("not at all", 1), 0)
    except TimeoutError:
        print("at once")
    try:
        await asyncio.wait_for(work("fails", 0, error=ValueError(1)), 1)
    except ValueError as error:
        print(repr(error))
    try:
        async with asyncio.timeout(1):
            async with asyncio.timeout(0.04):
                await asyncio.sleep(1)
    except TimeoutError:
        print("the inner one")


async def waiting():
    title("wait")

    def new():
        return [asyncio.create_task(work(name, seconds, name), name=name) for name, seconds in (("a", 0.04), ("b", 0.12))]

    def names(tasks):
        return sorted(task.get_name() for task in tasks)

    done, pending = await asyncio.wait(new())
    print(names(done), names(pending))
    done, pending = await asyncio.wait(new(), return_when=asyncio.FIRST_COMPLETED)
    print(names(done), names(pending))
    await asyncio.wait(pending)
    done, pending = await asyncio.wait(new(), timeout=0.08)
    print(names(done), names(pending))
    await asyncio.wait(pending)
    fails = asyncio.create_task(work("c", 0.02, error=ValueError("c")), name="c")
    done, pending = await asyncio.wait(new() + [fails], return_when=asyncio.FIRST_EXCEPTION)
    print(names(done), names(pending), fails.exception())
    await asyncio.wait(pending)
    for wrong in ([], [work("no", 0)]):
        try:
            await asyncio.wait(wrong)
        except (TypeError, ValueError) as error:
            print(type(error).__name__, error)
        for coro in wrong:
            coro.close()

    title("as_completed")
    for next_one in asyncio.as_completed([asyncio.sleep(0.08, "x"), asyncio.sleep(0.04, "y"), asyncio.sleep(0, "z")]):
        print("came", await next_one)
    try:
        for next_one in asyncio.as_completed([asyncio.sleep(0, "k"), asyncio.sleep(0.2, "l")], timeout=0.08):
            print("came", await next_one)
    except TimeoutError:
        print("no more")
    await asyncio.sleep(0.24)


# ---- between tasks


async def queues():
    title("Queue")
    queue = asyncio.Queue(maxsize=2)

    async def producer():
        for i in range(5):
            await queue.put(i)
            print("put", i, queue.qsize())

    # Nobody wakes at the same moment as another: who goes first is then up to the machine.
    async def consumer(name, seconds):
        while True:
            item = await queue.get()
            print(name, "got", item)
            await asyncio.sleep(seconds)
            queue.task_done()

    consumers = [asyncio.create_task(consumer("A", 0.06)), asyncio.create_task(consumer("B", 0.3))]
    await producer()
    await queue.join()
    for each in consumers:
        each.cancel()
    print(await asyncio.gather(*consumers, return_exceptions=True))
    print(queue.empty(), queue.full(), queue.maxsize)
    try:
        queue.get_nowait()
    except asyncio.QueueEmpty as error:
        print(repr(error))
    queue.put_nowait(1)
    queue.put_nowait(2)
    try:
        queue.put_nowait(3)
    except asyncio.QueueFull as error:
        print(repr(error))
    for i in range(2):
        queue.task_done()
    try:
        queue.task_done()
    except ValueError as error:
        print(error)
    for kind in (asyncio.PriorityQueue, asyncio.LifoQueue):
        queue = kind()
        for i in (3, 1, 2):
            await queue.put(i)
        print(kind.__name__, [await queue.get() for i in range(3)])


async def locks():
    title("locks")
    lock = asyncio.Lock()

    async def enter(name):
        async with lock:
            print(name, "is in", lock.locked())
            await asyncio.sleep(0)
        print(name, "is out")

    await asyncio.gather(enter("a"), enter("b"), enter("c"))
    try:
        lock.release()
    except RuntimeError as error:
        print(error)

    title("Semaphore")
    semaphore = asyncio.Semaphore(2)

    async def limited(name, seconds):
        async with semaphore:
            print(name, "runs")
            await asyncio.sleep(seconds)
            print(name, "stops")

    await asyncio.gather(limited("a", 0.04), limited("b", 0.16), limited("c", 0.24), limited("d", 0.28))
    bounded = asyncio.BoundedSemaphore(1)
    try:
        bounded.release()
    except ValueError as error:
        print(error)
    print(await bounded.acquire(), bounded.locked(), bounded.release())

    title("Event")
    event = asyncio.Event()

    async def waiter(name):
        print(name, "waits")
        print(name, await event.wait())

    waiters = [asyncio.create_task(waiter(name)) for name in "ab"]
    await asyncio.sleep(0)
    print("set", event.is_set())
    event.set()
    await asyncio.gather(*waiters)
    event.clear()
    print(event.is_set())

    title("Condition")
    condition = asyncio.Condition()
    items = []

    async def eater(name):
        async with condition:
            await condition.wait_for(lambda: items)
            print(name, "eats", items.pop(0))

    eaters = [asyncio.create_task(eater(name)) for name in "ab"]
    await asyncio.sleep(0)
    for item in ("apple", "pear"):
        async with condition:
            items.append(item)
            condition.notify()
        await asyncio.sleep(0)
    await asyncio.gather(*eaters)
    for wrong in (condition.notify, condition.notify_all):
        try:
            wrong()
        except RuntimeError as error:
            print(error)

    title("Barrier")
    barrier = asyncio.Barrier(2)

    async def meets(name):
        place = await barrier.wait()
        return name, place

    print(await asyncio.gather(meets("a"), meets("b")))

    title("Future")
    future = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(0.04, future.set_result, "come")
    print(future.done(), await future, future.result())
    try:
        future.set_result(1)
    except asyncio.InvalidStateError:
        print("twice")
    future = asyncio.get_running_loop().create_future()
    future.set_exception(OSError("gone"))
    try:
        await future
    except OSError as error:
        print(error)


# ---- async with, async for, asynchronous generators


class Connection:
    async def __aenter__(self):
        print("opens")
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, kind, error, traceback):
        await asyncio.sleep(0)
        print("closes", kind and kind.__name__, error)
        return kind is KeyError


class Ticker:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        await asyncio.sleep(0)
        return self.n


async def ticks(n):
    try:
        for i in range(n):
            await asyncio.sleep(0.001)
            got = yield i
            if got:
                print("sent", got)
    finally:
        await asyncio.sleep(0)
        print("the generator cleans up")


async def protocols():
    title("async with")
    async with Connection() as one, Connection():
        print(type(one).__name__)
    async with Connection():
        raise KeyError("swallowed")
    try:
        async with Connection():
            raise ValueError("not swallowed")
    except ValueError as error:
        print(error)

    async def early():
        async with Connection():
            return "early"

    print(await early())

    title("async for")
    async for i in Ticker(3):
        if i == 1:
            continue
        print(i)
    else:
        print("else")
    async for i in Ticker(3):
        break
    else:
        print("never")
    print([i async for i in Ticker(3)], {i async for i in Ticker(2)}, {i: i async for i in Ticker(2)})
    print([(i, j) async for i in Ticker(3) if i for j in range(i)], sum([i async for i in Ticker(5)]))

    title("generators")
    generator = ticks(4)
    print(await anext(generator), await generator.asend("hello"), await generator.__anext__())
    await generator.aclose()
    print(await anext(generator, "nothing"), await generator.aclose())
    try:
        await anext(generator)
    except StopAsyncIteration as error:
        print(repr(error))
    print([i async for i in ticks(3)])
    squares = (i * i async for i in ticks(3) if i)
    print([i async for i in squares])
    awaited = (await each for each in [asyncio.sleep(0, 1), asyncio.sleep(0, 2)])
    print([i async for i in awaited])
    generator = ticks(2)
    print(await anext(generator))
    try:
        await generator.athrow(ValueError("thrown"))
    except ValueError as error:
        print(error)

    async def catches():
        while True:
            try:
                yield "value"
            except KeyError as error:
                yield error.args

    generator = catches()
    print(await anext(generator), await generator.athrow(KeyError("k")), await anext(generator))
    await generator.aclose()

    async def stops(kind):
        yield 1
        raise kind

    for kind in (StopIteration, StopAsyncIteration):
        try:
            print([i async for i in stops(kind)])
        except RuntimeError as error:
            print(error, repr(error.__cause__))

    async def holds():
        while True:
            try:
                yield
            except GeneratorExit:
                pass

    generator = holds()
    await anext(generator)
    try:
        await generator.aclose()
    except RuntimeError as error:
        print(error)
    generator.athrow(ValueError).close()
    generator = ticks(3)
    task = asyncio.create_task(anext(generator, None))
    await asyncio.sleep(0)
    try:
        await anext(generator)
    except RuntimeError as error:
        print(error)
    print(await task)
    step = generator.asend(None)
    await step
    try:
        await step
    except RuntimeError as error:
        print(error)
    await generator.aclose()
    generator = ticks(1)
    try:
        await generator.asend(1)
    except TypeError as error:
        print(error)

    title("contextlib")

    @contextlib.asynccontextmanager
    async def resource(name):
        print("acquires", name)
        await asyncio.sleep(0)
        try:
            yield name
        except KeyError:
            print("swallows")
        finally:
            print("releases", name)

    async with resource("r") as name:
        print("uses", name)
    async with resource("s"):
        raise KeyError
    try:
        async with resource("t"):
            raise ValueError("through")
    except ValueError as error:
        print(error)
    async with contextlib.AsyncExitStack() as stack:
        for name in "xy":
            print(await stack.enter_async_context(resource(name)))
        stack.callback(print, "called")
        stack.push_async_callback(work, "last", 0)
    async with contextlib.aclosing(ticks(5)) as generator:
        async for i in generator:
            if i == 1:
                break

    @resource("decorated")
    async def decorated():
        print("inside")

    await decorated()


class Later:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        return self.value


async def kinds():
    title("kinds")

    async def coroutine():
        return 1

    async def generator():
        yield

    def plain():
        yield

    print(await Later(3))
    made = [coroutine(), generator(), plain(), Later(1)]
    for each in made:
        print(
            type(each).__name__, inspect.iscoroutine(each), inspect.isasyncgen(each), inspect.isgenerator(each),
            inspect.isawaitable(each), asyncio.iscoroutine(each),
        )
        print([
            name for name in (
                "Awaitable", "Coroutine", "AsyncIterable", "AsyncIterator", "AsyncGenerator", "Iterator", "Generator",
            ) if isinstance(each, getattr(collections.abc, name))
        ])
    for each in (coroutine, generator, plain, kinds, Connection().__aenter__, Connection, print):
        print(
            inspect.iscoroutinefunction(each), inspect.isasyncgenfunction(each), inspect.isgeneratorfunction(each),
            inspect.isfunction(each),
        )
    print(isinstance(made[0], types.CoroutineType), isinstance(made[1], types.AsyncGeneratorType))
    print([repr(each)[: repr(each).index(" at ")] for each in made[:3]], [each.__name__ for each in made[:3]])
    for wrong in (lambda: iter(made[0]), lambda: iter(made[1]), lambda: next(made[0]), lambda: aiter(3), lambda: anext(3)):
        try:
            wrong()
        except TypeError as error:
            print(error)
    print(await made[0])
    try:
        await made[0]
    except RuntimeError as error:
        print(error)
    coro = coroutine()
    try:
        coro.send(1)
    except TypeError as error:
        print(error)
    try:
        coro.send(None)
    except StopIteration as stop:
        print("value", stop.value)
    coro = coroutine()
    print(coro.close())

    async def self_awaiting():
        await me

    me = asyncio.create_task(self_awaiting())
    try:
        await me
    except RuntimeError as error:
        print(str(error)[:27])

    async def wrong_for(it):
        async for i in it:
            pass

    async def wrong_await(it):
        await it

    async def wrong_with(it):
        async with it:
            pass

    for wrong, it in ((wrong_for, 3), (wrong_for, [1]), (wrong_await, 3), (wrong_await, plain()), (wrong_with, 3)):
        try:
            await wrong(it)
        except TypeError as error:
            print("TypeError", wrong is wrong_for and error)

    class Wrong:
        def __aiter__(self):
            return 3

        def __await__(self):
            return 3

    for wrong in (wrong_for, wrong_await):
        try:
            await wrong(Wrong())
        except TypeError as error:
            print(error)

    @types.coroutine
    def old():
        yield
        return "old"

    print(await old())


async def nested():
    title("run")
    coro = kinds()
    try:
        asyncio.run(coro)
    except RuntimeError as error:
        print(error)
    coro.close()
    asyncio.create_task(work("left behind", 10))
    await asyncio.sleep(0)
    return "returned"


def errors():
    for wrong in (lambda: asyncio.run(3), asyncio.get_running_loop, asyncio.current_task):
        try:
            wrong()
        except (TypeError, ValueError, RuntimeError) as error:
            print(type(error) in (TypeError, ValueError, RuntimeError))

    async def fails():
        raise LookupError("out of run")

    try:
        asyncio.run(fails())
    except LookupError as error:
        print(repr(error))
    with asyncio.Runner() as runner:
        print(runner.run(asyncio.sleep(0, 1)), runner.run(asyncio.sleep(0, 2)))


for part in (
    gathering, turns, tasks, cancelling, shielding, groups, timeouts, waiting, queues, locks, protocols, kinds,
):
    asyncio.run(part())
print(asyncio.run(nested()))
errors()


async def failing():
    title("handler")
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print(type(context["exception"]).__name__, context["exception"]))
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)


asyncio.run(failing())
