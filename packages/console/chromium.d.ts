/** The path of a Chromium: CHROMIUM_PATH, or the first on the PATH. Throws if there is none. */
export function findChromium(): string;
/** The sandbox of Chromium does not work for root, as whom containers run. */
export function argumentsOfUser(): string[];
