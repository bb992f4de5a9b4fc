/** The files that the page is made of, once built. */
export const pageFiles = ['index.html', 'console.js', 'console.css'];
