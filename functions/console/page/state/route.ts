import { createStore } from './store.ts';

export const pages = ['tasks', 'chat', 'documents', 'system'] as const;
export type PageName = (typeof pages)[number];

/** Where the page is: `#/tasks`, `#/tasks/ID`, `#/chat/ID`, … */
export interface Route {
  page: PageName;
  id: string | null;
}

/** The route that an address names; the tasks where it names none. */
export function parseRoute(hash: string): Route {
  const [, name = '', id = ''] = /^#\/(\w+)(?:\/([\w-]+))?/.exec(hash) ?? [];
  const page = pages.find((one) => one === name);
  return page ? { page, id: id || null } : { page: 'tasks', id: null };
}

export const route = createStore<Route>(parseRoute(location.hash));
addEventListener('hashchange', () => route.set(parseRoute(location.hash)));

/** Goes to a page. */
export function go(page: PageName, id?: string): void {
  location.hash = id ? `#/${page}/${id}` : `#/${page}`;
}
