import type { ComponentChildren } from 'preact';
import { t } from './words';

interface TableFoldProps {
  name: string;
  /** Where nobody can open anything: the table is there for who listens only. */
  bare?: boolean;
  children: ComponentChildren;
}

/** 'Toon als tabel': the numbers of a picture. A table that is wider than the page scrolls in a place of its own. */
export function TableFold({ name, bare = false, children }: TableFoldProps) {
  if (bare) return <div class="wp-visually-hidden">{children}</div>;
  return (
    <details class="chart-fold">
      <summary>{t('as_table')}</summary>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keyboard has to come in to scroll */}
      <div class="chart-fold__reach" role="group" aria-label={name} tabIndex={0}>
        {children}
      </div>
    </details>
  );
}
