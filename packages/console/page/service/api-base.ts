/** The API stands beside the console: `https://example.com/trade/console/` asks `https://example.com/trade/v1/…`. */
export const API_BASE = new URL('..', document.baseURI).href.replace(/\/$/, '');
