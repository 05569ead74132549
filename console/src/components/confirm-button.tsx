import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { FormDialog } from './dialog';

interface Props {
  /** The act, as the button says it. */
  readonly label: string;
  /** The act and what it reaches, for the head of the dialog and for screen readers. */
  readonly title: string;
  /** What follows when it is done. */
  readonly consequence: string;
  readonly disabled?: boolean;
  readonly onConfirm: () => void;
}

/** A button that says what follows before it is done. */
export function ConfirmButton({ label, title, consequence, disabled = false, onConfirm }: Props) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const confirm = () => {
    close();
    onConfirm();
  };
  return (
    <>
      <Button size="small" disabled={disabled} aria-label={title} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open && (
        <FormDialog title={title} act={label} pending={false} error={null} onSubmit={confirm} onClose={close}>
          <p>{consequence}</p>
        </FormDialog>
      )}
    </>
  );
}
