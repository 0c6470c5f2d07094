/** A text of the catalogue in which `*stars*` mark the words that carry the conclusion. */
export function Emphasis({ text }: { text: string }) {
  return <>{text.split('*').map((part, index) => (index % 2 === 1 ? <em class="emphasis">{part}</em> : part))}</>;
}
