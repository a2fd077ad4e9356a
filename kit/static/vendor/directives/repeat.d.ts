export function repeat<T>(items: Iterable<T>, key: (item: T) => unknown, draw: (item: T) => unknown): unknown;
