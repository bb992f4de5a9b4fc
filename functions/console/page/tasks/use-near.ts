import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** How far from what is seen something may be, to be drawn. */
const margin = '900px 0px';

/** Is an element seen, or nearly so? Until that is known, what `first` says. What holds the focus stays. */
export function useNear<Kind extends HTMLElement>(first: boolean): [RefObject<Kind | null>, boolean] {
  const element = useRef<Kind>(null);
  const [near, setNear] = useState(first);
  useEffect(() => {
    const { current } = element;
    if (!current) return;
    const observer = new IntersectionObserver(
      (entries) => setNear(Boolean(entries.at(-1)?.isIntersecting) || current.contains(document.activeElement)),
      { rootMargin: margin },
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return [element, near];
}
