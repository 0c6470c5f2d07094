import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import './dialog.css';

interface DialogProps {
  title: string;
  /** Escape, or a button in the dialog. */
  onClose: () => void;
  children: ComponentChildren;
}

/** A native dialog: it keeps focus inside and gives it back where it came from. Show it by rendering it. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useLayoutEffect(() => {
    const before = document.activeElement;
    const element = dialog.current;
    if (typeof element?.showModal === 'function') element.showModal();
    else element?.setAttribute('open', '');
    return () => {
      // While it is open, nothing outside it can take focus.
      if (typeof element?.close === 'function') element.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class="wp-dialog"
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={heading} class="nl-heading nl-heading--level-3">
        {title}
      </h2>
      {children}
    </dialog>
  );
}
