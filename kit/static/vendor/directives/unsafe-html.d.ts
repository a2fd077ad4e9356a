export function unsafeHTML(value: string): unknown;
