/** A stream of server-sent events with a comment in every `milliseconds` of silence, so that proxies do not close it. */
export async function* keepAlive(
  events: AsyncGenerator<string, void, void>,
  milliseconds = 15_000,
): AsyncGenerator<string, void, void> {
  let timer: NodeJS.Timeout | undefined;
  const silence = () =>
    new Promise<'silence'>((resolve) => {
      timer = setTimeout(resolve, milliseconds, 'silence');
    });
  try {
    for (let next = events.next(); ; ) {
      const first = await Promise.race([next, silence()]);
      clearTimeout(timer);
      if (first === 'silence') yield ': still here\n\n';
      else if (first.done) return;
      else {
        yield first.value;
        next = events.next();
      }
    }
  } finally {
    clearTimeout(timer);
    await events.return();
  }
}
