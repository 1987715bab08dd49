/** Makes `dist/page` of the sources in `page`. */
export function bundlePage(): Promise<void>;
