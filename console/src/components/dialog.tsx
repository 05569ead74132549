import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useReturnFocus } from '../ui/use-return-focus';
import { ProblemLine } from './problem';

interface Shown {
  readonly title: string;
  readonly children: ReactNode;
}

interface FrameProps extends Shown {
  readonly actions: ReactNode;
  /** The actions take the whole width. */
  readonly fluid?: boolean;
  readonly wide?: boolean;
  readonly onSubmit?: () => void;
  /** Without it one of the actions has to be chosen: Escape and a click beside the dialog do nothing. */
  readonly onClose?: () => void;
}

/** The frame of each dialog. It is open while it is rendered; when it goes, the focus is where it was before. */
export function DialogFrame({ title, children, actions, fluid = false, wide = false, onSubmit, onClose }: FrameProps) {
  useReturnFocus();
  const body = (
    <DialogBody>
      <DialogTitle>{title}</DialogTitle>
      <DialogContent className="stack">{children}</DialogContent>
      <DialogActions fluid={fluid}>{actions}</DialogActions>
    </DialogBody>
  );
  return (
    <Dialog open modalType={onClose === undefined ? 'alert' : 'modal'} onOpenChange={() => onClose?.()}>
      <DialogSurface {...(wide ? { className: 'wide-dialog' } : {})}>
        {onSubmit === undefined ? (
          body
        ) : (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              // To React a form around the dialog would be sent with it.
              event.stopPropagation();
              onSubmit();
            }}
          >
            {body}
          </form>
        )}
      </DialogSurface>
    </Dialog>
  );
}

interface FormProps extends Shown {
  /** What is asked for is there. */
  readonly ready?: boolean;
  /** The act is on its way: it cannot be sent again. */
  readonly pending: boolean;
  readonly error: unknown;
  /** The act, as the button says it. */
  readonly act: string;
  /** The button of the act is filled. */
  readonly primary?: boolean;
  /** What the button says that closes the dialog, where that is more than to cancel. */
  readonly cancel?: string | undefined;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
}

/** A dialog that asks for what an act needs. What was written stays until the act is done, and a failure is said below it. */
export function FormDialog({ children, ready = true, pending, error, act, primary = false, ...props }: FormProps) {
  const { t } = useTranslation();
  const { title, cancel = t('frame.cancel'), onSubmit, onClose } = props;
  const open = ready && !pending;
  return (
    <DialogFrame
      title={title}
      actions={
        <>
          <Button onClick={onClose}>{cancel}</Button>
          <Button type="submit" disabled={!open} appearance={primary ? 'primary' : 'secondary'}>
            {act}
          </Button>
        </>
      }
      onSubmit={() => open && onSubmit()}
      onClose={onClose}
    >
      {children}
      <ProblemLine error={error} />
    </DialogFrame>
  );
}

interface TextProps extends Shown {
  readonly wide?: boolean;
  /** What the button says that closes the dialog. */
  readonly close: string;
  readonly onClose: () => void;
}

/** A dialog that only shows something, or holds forms of its own. */
export function TextDialog({ close, onClose, ...shown }: TextProps) {
  return <DialogFrame {...shown} actions={<Button onClick={onClose}>{close}</Button>} onClose={onClose} />;
}
