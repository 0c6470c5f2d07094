import type { ComponentChildren } from 'preact';
import './notice.css';

interface NoticeProps {
  kind?: 'info' | 'ok' | 'warning' | 'error';
  title?: string;
  /** Read out at once: only for what went wrong just now. */
  urgent?: boolean;
  children?: ComponentChildren;
}

/** Something to know, in a frame. The kind is never told by colour alone: the words say it. */
export function Notice({ kind = 'info', title, urgent = false, children }: NoticeProps) {
  return (
    <div class={`wp-notice wp-notice--${kind}`} role={urgent ? 'alert' : undefined}>
      {title !== undefined && <p class="wp-notice__title">{title}</p>}
      {children}
    </div>
  );
}
