import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly lead?: string;
  readonly children?: ReactNode;
}

/** The head of a page. It names the document; the frame moves the focus to it after a change of place. */
export function PageHead({ title, lead, children }: Props) {
  return (
    <div className="page-head">
      <title>{`${title} · Ombud`}</title>
      <h1 tabIndex={-1}>{title}</h1>
      {children}
      {lead !== undefined && <p>{lead}</p>}
    </div>
  );
}
