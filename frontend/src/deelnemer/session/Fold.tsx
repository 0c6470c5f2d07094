import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

interface FoldProps {
  class: string;
  summary: ComponentChildren;
  open?: boolean;
  children: ComponentChildren;
}

/** What somebody unfolds; it is made only then. */
export function Fold({ class: name, summary, open: first = false, children }: FoldProps) {
  const [open, setOpen] = useState(first);
  return (
    <details class={name} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary class={`${name}__summary`}>{summary}</summary>
      {open && children}
    </details>
  );
}
