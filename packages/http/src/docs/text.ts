const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML. Text in backquotes is code. */
export function text(plain: string): string {
  return escaped(plain).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}

export function code(value: unknown): string {
  return `<pre>${escaped(JSON.stringify(value, undefined, 2) ?? '')}</pre>`;
}

function escaped(plain: string): string {
  return plain.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
