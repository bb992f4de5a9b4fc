import { useEffect, useState } from 'preact/hooks';

/** The time now, in milliseconds, drawn anew every so many of them; standing still where `running` is false. */
export function useClock(milliseconds: number, running = true): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!running) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), milliseconds);
    return () => clearInterval(timer);
  }, [milliseconds, running]);
  return now;
}
