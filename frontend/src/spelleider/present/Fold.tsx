import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

interface FoldProps {
  /** What it is about, in the line that opens it. */
  summary: ComponentChildren;
  /** How it looks. */
  look: 'more' | 'rest';
  children: ComponentChildren;
}

/** Something that is drawn only once it is asked for. */
export function Fold({ summary, look, children }: FoldProps) {
  const [open, setOpen] = useState(false);
  return (
    <details class={`results__${look}`} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {open && children}
    </details>
  );
}
