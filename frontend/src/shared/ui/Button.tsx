import type { ComponentChildren, JSX } from 'preact';
import './button.css';

interface ButtonProps extends Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, 'class' | 'className' | 'icon'> {
  /** One primary button per screen. */
  kind?: 'primary' | 'secondary' | 'subtle';
  /** As wide as the column it stands in. */
  wide?: boolean;
  children: ComponentChildren;
}

export function Button({ kind = 'secondary', wide = false, disabled = false, children, ...rest }: ButtonProps) {
  const classes = ['nl-button', `nl-button--${kind}`];
  if (disabled === true) classes.push('nl-button--disabled');
  if (wide) classes.push('wp-button--wide');
  return (
    <button type="button" {...rest} disabled={disabled} class={classes.join(' ')}>
      <span class="nl-button__label">{children}</span>
    </button>
  );
}
