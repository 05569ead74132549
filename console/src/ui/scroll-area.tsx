import type { ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly tall?: boolean;
  readonly children: ReactNode;
}

/** A table that may be wider than its place: it is scrolled by the keyboard too. */
export function ScrollArea({ label, tall = false, children }: Props) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={tall ? 'scroll tall' : 'scroll'} role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
