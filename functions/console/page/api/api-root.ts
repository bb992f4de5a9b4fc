const { pathname } = location;

/** Where the API is: beside `/console/`; at `/api` where a proxy shows the console at a path of its own. */
export const apiRoot = /\/console\/?$/.test(pathname) ? pathname.replace(/\/console\/?$/, '') : '/api';
