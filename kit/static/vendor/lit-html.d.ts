// What the course uses of lit-html 3.3.3, whose files here are as published.
export interface TemplateResult { _$litType$: number; }
export function html(strings: TemplateStringsArray, ...values: unknown[]): TemplateResult;
export function svg(strings: TemplateStringsArray, ...values: unknown[]): TemplateResult;
export function render(value: unknown, container: HTMLElement | DocumentFragment): void;
export const nothing: symbol;
